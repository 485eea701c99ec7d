#!/usr/bin/env bash
# Tests the contracts: the artefacts are what the source compiles to, the sources are formatted, forge's tests pass and
# gas is what snapshots/ says. The build calls it in phase test. Argument: the home of Node (it has bin/node), or nothing
# for the Node of the PATH. Needs the network only when node_modules is missing or not what package-lock.json says.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
[ -z "${1:-}" ] || export PATH="$1/bin:$PATH"

if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "contracts: testing them needs Node 20.19 or later on the PATH or by -Dnode.home=DIR; to build without it: -DskipTests" >&2
  exit 1
fi

# What passed does not run again until something changes, except in CI.
vectors=../services/transparency/src/test/resources/vectors/consent.json
inputs=$(find src test artifacts snapshots codegen "$vectors" -type f -print0 | sort -z | xargs -0 sha256sum |
  cat - <(sha256sum package-lock.json foundry.toml compile.mjs solc check.sh) | sha256sum)
if [ -z "${CI:-}" ] && [ -f target/checked ] && [ "$(cat target/checked)" = "$inputs" ]; then
  echo "contracts: unchanged since they passed (target/checked)"
  exit 0
fi

# npm writes this file last.
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "contracts: npm ci"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi

forge=node_modules/.bin/forge
"$forge" fmt --check
mkdir -p target/forge
echo "contracts: forge test"
if ! FORGE_SNAPSHOT_CHECK=true "$forge" test > target/forge/test.log 2>&1; then
  cat target/forge/test.log >&2
  echo "contracts: forge test failed; if only gas changed and should: forge test, then commit snapshots/" >&2
  exit 1
fi
grep '^Ran .* total tests' target/forge/test.log
node compile.mjs --check
echo "$inputs" > target/checked
