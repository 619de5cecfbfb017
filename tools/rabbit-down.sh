#!/usr/bin/env bash
# rabbit-down.sh DIR : stops every node that rabbit-up.sh started there, by pid, then its name server.
set -uo pipefail
shopt -s nullglob
dir=${1:?folder}

is_alive() { kill -0 "$1" 2>/dev/null; }

for file in "$dir"/n*/pid; do kill "$(cat "$file")" 2>/dev/null; done
for file in "$dir"/n*/pid; do
  pid=$(cat "$file")
  for _ in $(seq 150); do
    is_alive "$pid" || break
    sleep 0.1
  done
  # a group of its own: the node goes with its shell
  if is_alive "$pid"; then kill -9 -- "-$pid"; fi
done
[ ! -f "$dir/epmd.pid" ] || kill "$(cat "$dir/epmd.pid")" 2>/dev/null
exit 0
