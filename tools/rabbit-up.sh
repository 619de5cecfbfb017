#!/usr/bin/env bash
# rabbit-up.sh DIR PORT [NODES=1] : throw-away RabbitMQ nodes on 127.0.0.1, a cluster if more than one. Prints an AMQP
# address a node. Stop: rabbit-down.sh DIR
# AMQP at PORT, PORT+1 …; nodes talk at PORT+100 …; their name server (epmd) listens at PORT+200.
# DIR/nI/pid is the node's shell (SIGTERM: clean stop), DIR/nI/rabbit.pid the node itself (SIGKILL: a crash).
set -euo pipefail
dir=${1:?folder} port=${2:?port} nodes=${3:-1}
# not /usr/sbin/rabbitmq-server: that one changes to another user and keeps its data in /var/lib
sbin=$(compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin' | sort -V | tail -n 1)
mkdir -p "$dir"
chmod 700 "$dir"
if ! [ -f "$dir/.erlang.cookie" ]; then
  head -c 15 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$dir/.erlang.cookie"
  chmod 400 "$dir/.erlang.cookie"
fi

write_config() {
  local i=$1 home=$2
  cat >"$home/rabbitmq.conf" <<CONF
loopback_users.guest = true
log.console = false
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 50MB
cluster_partition_handling = pause_minority
net_ticktime = 8
CONF
  # the first boots alone and the others ask only it: listing all to all costs the first one 5 s of waiting
  [ "$i" -eq 1 ] || cat >>"$home/rabbitmq.conf" <<CONF
cluster_formation.peer_discovery_backend = classic_config
cluster_formation.classic_config.nodes.1 = sos1@localhost
cluster_formation.discovery_retry_limit = 300
cluster_formation.discovery_retry_interval = 200
CONF
  echo '[rabbitmq_consistent_hash_exchange].' >"$home/enabled_plugins"
}

write_environment() {
  local i=$1 home=$2
  cat >"$home/env" <<ENV
export HOME=$dir LANG=C.UTF-8 RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=sos$i@localhost
export RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$((port + i - 1)) RABBITMQ_DIST_PORT=$((port + 99 + i))
export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 200))
export RABBITMQ_MNESIA_BASE=$home/mnesia RABBITMQ_LOG_BASE=$home/log RABBITMQ_PID_FILE=$home/rabbit.pid
export RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf RABBITMQ_ADVANCED_CONFIG_FILE=$home/advanced.config
export RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins RABBITMQ_FEATURE_FLAGS_FILE=$home/feature_flags
export RABBITMQ_GENERATED_CONFIG_DIR=$home/config
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
export PATH=$sbin:\$PATH
ENV
}

start() {
  local home=$dir/n$1
  mkdir -p "$home/mnesia" "$home/log"
  write_config "$1" "$home"
  write_environment "$1" "$home"
  (
    . "$home/env"
    cd "$home"
    setsid rabbitmq-server </dev/null >"$home/out" 2>&1 &
    echo $! >"$home/pid"
  )
}

wait_until_up() {
  local i=$1 home=$dir/n$1
  for _ in $(seq 900); do
    # asking rabbitmqctl would cost a second a time
    if grep -qs 'Server startup complete' "$home"/log/*.log; then return 0; fi
    if ! kill -0 "$(cat "$home/pid")" 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo "RabbitMQ node $i did not start:" >&2
  tail -n 20 "$home/out" >&2
  return 1
}

# an epmd of its own on loopback: the one that a node starts listens everywhere, and for ever
ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 200)) setsid epmd </dev/null >/dev/null 2>&1 &
echo $! >"$dir/epmd.pid"
# A new cluster comes together one by one: a node that joins while another still switches its features on stops that one.
# Nodes that have been one before wait for each other, so they start at once.
is_new=1
[ -d "$dir/n1/mnesia" ] && is_new=
for i in $(seq "$nodes"); do
  start "$i"
  [ -z "$is_new" ] || wait_until_up "$i"
done
for i in $(seq "$nodes"); do wait_until_up "$i"; done
for i in $(seq "$nodes"); do echo "amqp://guest:guest@127.0.0.1:$((port + i - 1))/"; done
