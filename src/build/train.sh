#!/usr/bin/env bash
# Makes the class-data archive with which an installation starts sooner: serves once, on free ports and from a data
# directory that is deleted, answers a few requests, and ends. Run it where conf/ and tenants/ are.
# usage: train.sh ARCHIVE JAVA [OPTION ...]
set -euo pipefail

archive=$1
java=$2
shift 2
data=$(mktemp -d "${TMPDIR:-/tmp}/decisionos-train.XXXXXX")
trap 'rm -rf "$data"' EXIT
rm -f "$archive"
: >"$data/out"

# Settings of the caller would train another gateway than the one that is started later.
env -i PATH="$PATH" LC_ALL=C.UTF-8 DECISIONOS_DATA="$data/var" DECISIONOS_HTTP_PORT=0 DECISIONOS_OPS_PORT=0 \
  "$java" -XX:ArchiveClassesAtExit="$archive" "$@" >"$data/out" 2>"$data/err" &
pid=$!

for _ in $(seq 300); do
  grep -q '^console' "$data/out" && break
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.1
done
ready=$(sed -n 's/^ready http=127.0.0.1:\([0-9]*\) ops=127.0.0.1:\([0-9]*\) .*/\1 \2/p' "$data/out")
if [ -z "$ready" ]; then
  kill "$pid" 2>/dev/null || true
  echo "train.sh: the gateway did not become ready: $(tail -n 1 "$data/err")" >&2
  exit 1
fi

ask() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
  cat <&3 >/dev/null
  exec 3<&- 3>&-
}
ask "${ready% *}" '/slo?tenant=default'
ask "${ready% *}" '/labels?tenant=default'
ask "${ready#* }" /readyz
ask "${ready#* }" /metrics

kill -TERM "$pid"
wait "$pid"
[ -s "$archive" ]
