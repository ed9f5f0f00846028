#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL:  tests/postgres.sh COMMAND [ARGUMENT...]
# The command finds the server in CIC_TEST_POSTGRES_URL. Afterwards the server is stopped and deleted, whatever happened.
# A server named by CIC_TEST_POSTGRES_URL already is used as it is. CIC_TEST_POSTGRES_FSYNC=on keeps writes durable.
set -euo pipefail

if [ $# -eq 0 ]; then
    echo "usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 2
fi
if [ -n "${CIC_TEST_POSTGRES_URL:-}" ]; then
    exec "$@"
fi

newest_bin() {
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n | tail -n 1
}
bin=$(newest_bin)
if [ -z "$bin" ] && command -v initdb >/dev/null; then
    bin=$(dirname "$(command -v initdb)")
fi
if [ -z "$bin" ]; then
    echo "postgres.sh: PostgreSQL is missing; installing Debian's package postgresql" >&2
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    $as_root apt-get -o DPkg::Lock::Timeout=300 update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends postgresql >&2
    bin=$(newest_bin)
fi
if [ ! -x "$bin/initdb" ]; then
    echo "postgres.sh: no initdb found; install PostgreSQL 15 or newer" >&2
    exit 1
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/cic-postgres.XXXXXX")
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    # The server refuses to run as root.
    as_server=(setpriv --reuid=postgres --regid=postgres --init-groups)
    chown postgres "$folder"
fi

stop() {
    status=$?
    trap - EXIT INT TERM HUP
    (cd / && "${as_server[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd_and() { (cd / && "${as_server[@]}" "$@"); }
cd_and "$bin/initdb" -D "$folder/data" -U cic -A trust --no-sync -E UTF8 --locale=C >"$folder/initdb.log" 2>&1 || {
    cat "$folder/initdb.log" >&2
    exit 1
}
durability="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
[ "${CIC_TEST_POSTGRES_FSYNC:-off}" = on ] && durability=""

started=""
for _ in 1 2 3 4 5; do
    # A port that nobody listens on now may be taken a moment later: try another then.
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    if cd_and "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
        -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 $durability" \
        start >/dev/null 2>&1; then
        started=yes
        break
    fi
done
if [ -z "$started" ]; then
    cat "$folder/log" >&2 || true
    echo "postgres.sh: the server did not start" >&2
    exit 1
fi
export CIC_TEST_POSTGRES_URL="postgres://cic@127.0.0.1:$port/postgres"
echo "postgres.sh: $("$bin/postgres" --version) at $CIC_TEST_POSTGRES_URL" >&2

# In the background, so that a signal ends the wait and the server with it.
"$@" &
child=$!
trap 'kill -INT "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 130' INT
trap 'kill -TERM "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 143' TERM HUP
wait "$child"
