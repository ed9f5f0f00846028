#!/usr/bin/env bash
# The addon beside plain Node:  node.sh [MEMBERS]   (32000 by default; builds the addon and the command for release)
set -euo pipefail
cd "$(dirname "$0")/../.."
members=${1:-32000}
folder=$(mktemp -d "${TMPDIR:-/tmp}/cic-peers.XXXXXX")
trap 'rm -rf "$folder"' EXIT

cargo build --release --package cic-http --bin cic
cic-node/scripts/pack.sh "$folder"
cic=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/release/cic
cp benches/peers/node.mjs "$folder"
cd "$folder"
echo '{"private": true}' >package.json
npm install --silent --offline ./cic-node-*.tgz
"$cic" simulate --out club --members "$members" --months 6 --seed 7 --until 2026-02-16 >/dev/null
for command in "import club/members.csv club/bookings.csv club/surveys.csv" fit; do
    # shellcheck disable=SC2086
    "$cic" --database sqlite://club.db --settings club/settings.toml --as-of 2026-02-17 $command >/dev/null
done
node node.mjs sqlite://club.db
