#!/usr/bin/env bash
# install-debian.sh [PACKAGE...] : installs the packages, none of which is there yet. Without the right to: says what to do.
set -euo pipefail
[ $# -gt 0 ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "The tests need: $*. Install them (on Debian: sudo apt-get install $*), or run ./test once as root." >&2
  exit 1
fi
# no default cluster and no started services: the tests start their own
mkdir -p /etc/postgresql-common
grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
  echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
apt-get update -q
apt-get install -y -q --no-install-recommends "$@"
