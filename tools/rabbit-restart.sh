#!/usr/bin/env bash
# rabbit-restart.sh DIR I : starts node I (1, 2 …) of what rabbit-up.sh made in DIR again, on what it left, and waits until it is up.
set -euo pipefail
dir=${1:?folder} i=${2:?number}
home=$dir/n$i
# the log of the last life says that it is up
rm -f "$home"/log/*.log "$home/rabbit.pid"
(
  . "$home/env"
  cd "$home"
  setsid rabbitmq-server </dev/null >"$home/out" 2>&1 &
  echo $! >"$home/pid"
)
for _ in $(seq 900); do
  if grep -qs 'Server startup complete' "$home"/log/*.log; then exit 0; fi
  if ! kill -0 "$(cat "$home/pid")" 2>/dev/null; then break; fi
  sleep 0.1
done
echo "RabbitMQ node $i did not start:" >&2
tail -n 20 "$home/out" >&2
exit 1
