#!/usr/bin/env bash
# Builds the wheel into dist/ and prints its path; maturin is installed into target/maturin when it is not there.
set -euo pipefail
cd "$(dirname "$0")/.."
maturin=$(command -v maturin || true)
if [ -z "$maturin" ]; then
    maturin=target/maturin/bin/maturin
    if [ ! -x "$maturin" ]; then
        echo "installing maturin into target/maturin" >&2
        "${PYTHON:-python3}" -m venv target/maturin
        target/maturin/bin/pip install --quiet --disable-pip-version-check 'maturin>=1.16,<2'
    fi
fi
"$maturin" build --release --quiet --manifest-path cic-py/Cargo.toml --out dist >&2
ls -t dist/cic-*.whl | head -1
