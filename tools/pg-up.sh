#!/usr/bin/env bash
# pg-up.sh DIR PORT : a throw-away PostgreSQL on 127.0.0.1. Prints its Npgsql connection string. Stop: pg-down.sh DIR
# As root it runs as user postgres, who must be able to reach DIR (mktemp -d makes folders that only their owner can enter).
# PG_FSYNC=on makes it as slow and as safe as a real one.
set -euo pipefail
dir=${1:?folder} port=${2:?port}
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
as_server=()
mkdir -p "$dir"
if [ "$(id -u)" -eq 0 ]; then
  as_server=(runuser -u postgres --)
  chown postgres "$dir"
fi
chmod 700 "$dir"
as_server+=(env LC_ALL=C.UTF-8)

if ! [ -f "$dir/data/PG_VERSION" ]; then
  (cd / && "${as_server[@]}" "$bin/initdb" -D "$dir/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync) \
    >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
fi
cat >"$dir/data/postgresql.auto.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$dir'
max_connections = 300
shared_buffers = 256MB
fsync = ${PG_FSYNC:-off}
max_wal_size = 2GB
timezone = 'UTC'
CONF
# it must not inherit our output, or whoever reads that waits for the server's end
(cd / && "${as_server[@]}" "$bin/pg_ctl" -D "$dir/data" -l "$dir/pg.log" -w -t 60 start >/dev/null </dev/null) ||
  { tail -n 20 "$dir/pg.log" >&2; exit 1; }
echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
