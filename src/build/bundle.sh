#!/usr/bin/env bash
# Makes the archive with its own Java runtime of the one without: a machine without Java starts it.
# usage: JAVA_HOME=JDK bundle.sh ARCHIVE.tar.gz
set -euo pipefail
# What others may read does not depend on whoever builds.
umask 022

build=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
archive=$(readlink -f "$1")
target=$(dirname "$archive")
name=$(basename "$archive" .tar.gz)
work=$target/bundle
rm -rf "$work"
mkdir -p "$work"
tar -xzf "$archive" -C "$work"
time=$(stat -c %Y "$work/$name/lib/decisionos-gateway.jar")

"$build/runtime.sh" "$work/$name/runtime" "$time"
# Relative, as the start script has it: the archive then counts wherever it is unpacked.
(cd "$work/$name" && "$build/train.sh" lib/gateway.jsa runtime/bin/java @lib/serve.options -jar lib/decisionos-gateway.jar)
tar -C "$work" --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner --format=gnu -c "$name" |
  gzip -9n >"$target/$name-linux-$(uname -m).tar.gz"
rm -rf "$work"
