#!/usr/bin/env bash
# Builds the addon for this machine:  scripts/build.sh [PROFILE]   (default: release; dev builds the command too)
set -euo pipefail
cd "$(dirname "$0")/.."
profile=${1:-release}

packages=(--package cic-node)
# Tests and types need the command beside it; building both at once builds what they share once.
[ "$profile" != dev ] || packages+=(--package cic-http)
cargo build "${packages[@]}" --profile "$profile"
target=${CARGO_TARGET_DIR:-../target}/$([ "$profile" = dev ] && echo debug || echo "$profile")
for built in "$target"/{libcic_node.so,libcic_node.dylib,cic_node.dll}; do
    [ -f "$built" ] && break
done
name=cic-node.$(node -p "require('./lib/platform.js')").node
# Beside and then renamed: a process that has loaded the old one keeps it.
cp "$built" "$name.new"
! command -v strip >/dev/null || strip -S "$name.new"
mv "$name.new" "$name"
