#!/usr/bin/env bash
# Builds the wheel, installs it into a clean environment, and checks it there: tests, stubs, types of the examples.
set -euo pipefail
cd "$(dirname "$0")/.."
wheel=$(cic-py/wheel.sh)
environment=$(mktemp -d)
trap 'rm -rf "$environment"' EXIT
echo "installing $wheel and the libraries it is tested with into a clean environment"
"${PYTHON:-python3}" -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check "$wheel[plot]" -r cic-py/tests/requirements.txt
# Their data sets alone are read; the libraries themselves are not imported.
"$environment/bin/pip" install --quiet --disable-pip-version-check --no-deps lifelines==0.30.3 lifetimes==0.11.3
cd cic-py
"$environment/bin/python" -m pytest tests "$@"
"$environment/bin/python" -m mypy.stubtest cic --mypy-config-file pyproject.toml --allowlist tests/stubtest_allowlist.txt
"$environment/bin/python" -m mypy --strict ../examples/python

# Spark in local mode needs Java.
if ! command -v java >/dev/null; then
  echo "installing default-jre-headless for Spark"
  apt-get update -qq && apt-get install -y -qq default-jre-headless >/dev/null
fi
"$environment/bin/pip" install --quiet --disable-pip-version-check pyspark==4.3.0
"$environment/bin/python" ../examples/spark/train.py --members 400 --partitions 1 4
