#!/usr/bin/env bash
# The wheel beside polars and pandas:  frames.sh [MEMBERS] [BOOKINGS] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(cic-py/wheel.sh)
environment=$(mktemp -d "${TMPDIR:-/tmp}/cic-peers.XXXXXX")
trap 'rm -rf "$environment"' EXIT
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check "$wheel" -r benches/peers/requirements.txt pandas pyarrow
"$environment/bin/python" benches/peers/frames.py "$@"
