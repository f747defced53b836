#!/usr/bin/env bash
# Makes a Java runtime with what the gateway needs of it. All its files get the same time, as class-data archives know
# the files by their times.
# usage: JAVA_HOME=JDK runtime.sh DIRECTORY SECONDS
set -euo pipefail

directory=$1
time=$2
# What the classes name, and what is looked up by name alone: curves, PKCS#11, archives, naming, threads' times.
readonly MODULES=java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,java.security.sasl,\
jdk.crypto.cryptoki,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.unsupported,jdk.zipfs

rm -rf "$directory"
"$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --no-header-files --no-man-pages --output "$directory"
find "$directory" -exec touch -h -d "@$time" {} +
# Without its own archive of classes it would start half a second later.
"$directory/bin/java" -Xshare:dump -Xlog:disable -Xlog:all=error:stderr
touch -d "@$time" "$directory/lib/server/"* "$directory/lib/server"
