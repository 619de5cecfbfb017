#!/usr/bin/env bash
# pg-down.sh DIR : stops what pg-up.sh started there, by its own pid file.
set -euo pipefail
dir=${1:?folder}
[ -f "$dir/data/postmaster.pid" ] || exit 0
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
as_server=()
[ "$(id -u)" -ne 0 ] || as_server=(runuser -u postgres --)
cd /
"${as_server[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
