#!/bin/bash
# Succeeds when the node's head advanced since the last call: a node can hang while it answers.
# Usage: healthy.sh [PORT] [FILE]
set -eu
port=${1:-8545}
memory=${2:-/tmp/head}
question='{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}'

exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#question}" "$question" >&3
answer=$(timeout 4 cat <&3)
[[ $answer =~ \"result\":\"(0x[0-9a-f]+)\" ]]
head=$((BASH_REMATCH[1]))
before=$(cat "$memory" 2>/dev/null || echo 0)
printf '%d\n' "$head" >"$memory"
[ "$head" -gt "$before" ]
