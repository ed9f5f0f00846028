#!/usr/bin/env bash
# Builds the addon and packs it:  scripts/pack.sh FOLDER [PROFILE]
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/.."
scripts/build.sh "${2:-release}"
npm pack --silent --pack-destination "$folder"
