#!/usr/bin/env bash
# Everything on the Node face, in a clean folder:  test/run.sh   (beside PostgreSQL when CIC_TEST_POSTGRES_URL names one)
# Builds and packs the addon, installs the package without a toolchain, and runs its tests, the TypeScript example
# and the questions over HTTP against `cic serve` and the Express example.
set -euo pipefail
cd "$(dirname "$0")/../.."

npm() { command npm --no-audit --no-fund --loglevel=error "$@"; }
folder=$(mktemp -d "${TMPDIR:-/tmp}/cic-node.XXXXXX")
serving=()
clean() {
    status=$?
    trap - EXIT
    [ ${#serving[@]} -eq 0 ] || kill "${serving[@]}" 2>/dev/null || true
    wait
    rm -rf "$folder"
    exit "$status"
}
trap clean EXIT

echo "run.sh: builds the addon and the command" >&2
cic-node/scripts/pack.sh "$folder" dev
(cd cic-node && npm ci)
cic=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/debug/cic
types=$PWD/cic-node/node_modules
cases=$PWD/cic-core/tests/cases
readme=$PWD/README.md
tsc=$PWD/cic-node/node_modules/.bin/tsc
"$cic" openapi | node cic-node/scripts/types.js --check

echo "run.sh: installs the package into $folder" >&2
cp -r cic-node/test "$folder/test"
cp -r examples/express "$folder/express"
cd "$folder"
echo '{"private": true}' >package.json
env PATH="$(dirname "$(command -v node)"):/usr/bin:/bin" npm install --offline ./cic-node-*.tgz
cp -r "$types"/{@types,undici-types} node_modules/
(cd express && rm -rf node_modules && npm ci && npm install --no-save --no-package-lock ../cic-node-*.tgz)

fill() { # database URL
    "$cic" --database "$1" --settings "$cases/settings.toml" --as-of 2026-02-17T00:00:00-06:00 import "$cases"/{members,bookings,surveys,enrichment}.csv
    "$cic" --database "$1" --settings "$cases/settings.toml" --as-of 2026-02-17T00:00:00-06:00 fit
}
fill "sqlite://$folder/club.db" >fill.log || { cat fill.log; exit 1; }

export CIC_TEST_DATABASE=sqlite://$folder/club.db CIC_TEST_CASES=$cases CIC_TEST_COMMAND=$cic
node --test --test-reporter=spec test/*.test.mjs
node test/readme.mjs "$readme"

echo "run.sh: the TypeScript example under --strict" >&2
"$tsc" --noEmit --strict --module nodenext --target es2022 --skipLibCheck false --types node test/example.ts

ask() { # what, base URL, tests
    echo "run.sh: $1 answers" >&2
    CIC_TEST_BASE_URL=$2 node --test --test-concurrency=1 --test-reporter=spec "${@:3}"
}
address() { # log: the URL that a server says it listens on
    for _ in $(seq 300); do
        grep -oE "http://[0-9.:]+" "$1" | head -n 1 | grep . && return
        sleep 0.1
    done
    cat "$1" >&2
    return 1
}
serve() { # name, command...
    "${@:2}" >"$1.log" 2>&1 &
    serving+=($!)
    base=$(address "$1.log")
}
serve cic "$cic" --database "$CIC_TEST_DATABASE" serve --listen 127.0.0.1:0
ask "cic serve on SQLite" "$base" test/contract.mjs test/contract-writes.mjs
serve express env DATABASE_URL="$CIC_TEST_DATABASE" PORT=0 node express/server.js
ask "Express on SQLite" "$base" test/contract.mjs
if [ -n "${CIC_TEST_POSTGRES_URL:-}" ]; then
    psql=$(ls -d /usr/lib/postgresql/*/bin/psql 2>/dev/null | tail -n 1)
    "${psql:-psql}" --quiet --dbname "$CIC_TEST_POSTGRES_URL" --command "CREATE DATABASE cic_node_$$"
    postgres=${CIC_TEST_POSTGRES_URL%/*}/cic_node_$$
    fill "$postgres" >fill.log || { cat fill.log; exit 1; }
    serve express-postgres env DATABASE_URL="$postgres" PORT=0 node express/server.js
    ask "Express on PostgreSQL" "$base" test/contract.mjs test/contract-writes.mjs
fi
