#!/bin/sh
# Makes keys, first block, static nodes and permissions of four validators, once; for compose.yaml.
# Usage: make-network.sh NETWORK GENERATOR-INPUT ADDRESSES   (besu on the PATH)
#   ADDRESSES is what stands before a validator's number: 172.31.77.1 gives 172.31.77.11 to .14.
set -eu
network=$1
input=$2
addresses=$3

if [ -f "$network/genesis.json" ]; then
  exit 0
fi
rm -rf "$network/draft"
besu operator generate-blockchain-config "--config-file=$input" "--to=$network/draft" --private-key-file-name=key

number=0
enodes=
for made in "$network"/draft/keys/*; do
  number=$((number + 1))
  node=$network/validator-$number
  mkdir -p "$node/data"
  basename "$made" >"$node/address"
  mv "$made/key.pub" "$node/key.pub"
  chmod 600 "$made/key"
  mv "$made/key" "$node/key"
  enodes="$enodes enode://$(sed 's/^0x//' "$node/key.pub")@$addresses$number:30303"
done

list() { # as JSON and TOML alike
  separator='['
  for enode in "$@"; do
    printf '%s"%s"' "$separator" "$enode"
    separator=',
 '
  done
  printf ']\n'
}

number=0
for own in $enodes; do
  number=$((number + 1))
  others=
  for enode in $enodes; do
    if [ "$enode" != "$own" ]; then others="$others $enode"; fi
  done
  # shellcheck disable=SC2086 # the lists are to be split
  list $others >"$network/validator-$number/static-nodes.json"
  # shellcheck disable=SC2086
  { printf 'nodes-allowlist=' && list $enodes && printf 'accounts-allowlist=[]\n'; } >"$network/validator-$number/permissions_config.toml"
done
if [ "$(id -u)" = 0 ] && id besu >/dev/null 2>&1; then chown -R besu:besu "$network"; fi
mv "$network/draft/genesis.json" "$network/genesis.json" # last: it stands for the whole
rm -rf "$network/draft"
