#!/usr/bin/env bash
# Builds the addon for this machine and packs it:  scripts/pack.sh FOLDER [PROFILE]   (default profile: release)
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mkdir -p "$1" && cd "$1" && pwd)
profile=${2:-release}

cargo build --package cic-node --profile "$profile"
target=${CARGO_TARGET_DIR:-../target}/$([ "$profile" = dev ] && echo debug || echo "$profile")
for built in "$target"/libcic_node.so "$target"/libcic_node.dylib "$target"/cic_node.dll; do
    [ -f "$built" ] && break
done
name=cic-node.$(node -p "require('./lib/platform.js')").node
cp "$built" "$name.new"
if command -v strip >/dev/null; then
    strip --strip-debug "$name.new" 2>/dev/null || strip -S "$name.new"
fi
mv "$name.new" "$name"
npm pack --silent --pack-destination "$folder"
