#!/usr/bin/env bash
# Every model beside its peers, on the same data in one run:  models.sh [SHARE]     (1 is the full size)
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(cic-py/wheel.sh)
cargo build --release --quiet --manifest-path benches/peers/survival_crate/Cargo.toml
environment=$(mktemp -d "${TMPDIR:-/tmp}/cic-peers.XXXXXX")
trap 'rm -rf "$environment"' EXIT
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check "$wheel" -r benches/peers/requirements.txt \
  -r benches/peers/models.txt
PYTHONPATH="benches/peers" "$environment/bin/python" benches/peers/models.py "${1:-1}" \
  benches/peers/survival_crate/target/release/survival_peer
