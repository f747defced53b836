#!/usr/bin/env bash
# Makes an OCI image, without any base image and without a container engine: the system's C library, a Java runtime,
# the libraries and the gateway, a layer each. The same inputs make the same
# bytes, but for class-data archives, which the JVM writes anew each time.
# usage: JAVA_HOME=JDK image.sh ARCHIVE.tar.gz APPLICATION.jar LIBRARIES OUT.tar
set -euo pipefail
# What others may read does not depend on whoever builds.
umask 022

build=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
archive=$(readlink -f "$1")
application=$(readlink -f "$2")
libraries=$(readlink -f "$3")
out=$4
name=$(basename "$archive" .tar.gz)
version=${name#decisionos-gateway-}
work=$(dirname "$archive")/image
readonly HOME_DIR=opt/decisionos-gateway DATA=/var/lib/decisionos-gateway USER_ID=65532
rm -rf "$work"
mkdir -p "$work"/{system,data,runtime/$HOME_DIR,libraries/$HOME_DIR/lib/libraries,application/$HOME_DIR/lib,oci/blobs/sha256}
tar -xzf "$archive" -C "$work"
time=$(stat -c %Y "$work/$name/lib/decisionos-gateway.jar")

# The Java runtime.
"$build/runtime.sh" "$work/runtime/$HOME_DIR/runtime" "$time"

# The libraries, and the native one beside them: a read-only root has no place to unpack it to.
cp "$libraries"/*.jar "$work/libraries/$HOME_DIR/lib/libraries/"
mkdir "$work/native"
for jar in "$libraries"/netty-transport-native-epoll-*-linux-"$(uname -m | sed s/aarch64/aarch_64/)".jar; do
  (cd "$work/native" && "$JAVA_HOME/bin/jar" -xf "$jar")
done
# Under the name without the system's, by which Netty looks for it first.
for file in "$work"/native/META-INF/native/*.so; do
  cp "$file" "$work/libraries/$HOME_DIR/lib/$(basename "$file")"
done

# What the system's loader finds for them.
needed() {
  { find "$work/runtime" "$work/libraries" \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null || true; } |
    sed -n -e 's/.* => \(\/[^ ]*\) .*/\1/p' -e 's/^\t\(\/[^ ]*\) .*/\1/p' | grep -v "^$work" | sort -u
}
needed | while read -r file; do
  mkdir -p "$work/system$(dirname "$file")"
  cp -L "$file" "$work/system$file"
done
mkdir -p "$work"/system/{etc,tmp,proc,dev,sys} "$work/data$DATA"
chmod 1777 "$work/system/tmp"
printf 'root:x:0:0:root:/:/sbin/nologin\ngateway:x:%s:%s:gateway:%s:/sbin/nologin\n' $USER_ID $USER_ID $DATA >"$work/system/etc/passwd"
printf 'root:x:0:\ngateway:x:%s:\n' $USER_ID >"$work/system/etc/group"
printf 'hosts: files dns\n' >"$work/system/etc/nsswitch.conf"
chmod 0700 "$work/data$DATA"

# The gateway itself.
app=$work/application/$HOME_DIR
cp "$application" "$app/lib/gateway.jar"
cp -r "$work/$name/"{conf,tenants,LICENSE,NOTICE,bom.json} "$app/"
chmod -R u=rwX,go=rX "$work"/{libraries,application}
find "$work"/{libraries,application} -exec touch -h -d "@$time" {} +
mkdir -p "$work/train/$HOME_DIR"
jars=lib/gateway.jar$(cd "$work/libraries/$HOME_DIR" && printf ':%s' lib/libraries/*.jar)
{
  grep -v '^#' "$work/$name/lib/serve.options"
  echo "-XX:-UsePerfData"
  echo "-XX:MaxRAMPercentage=50"
  echo "-Djava.library.path=/$HOME_DIR/lib"
  echo "-XX:SharedArchiveFile=lib/gateway.jsa"
  echo "-Xshare:auto"
  echo "-Xlog:disable"
  echo "-Xlog:all=error:stderr"
  echo "-cp $jars"
} >"$app/lib/image.options"
for part in runtime libraries application; do cp -rp "$work/$part/." "$work/train/"; done
(cd "$work/train/$HOME_DIR" &&
  grep -v -e SharedArchiveFile -e java.library.path lib/image.options >"$work/train.options" &&
  "$build/train.sh" "$work/gateway.jsa" runtime/bin/java @"$work/train.options" io.decisionos.gateway.app.Main)
cp "$work/gateway.jsa" "$app/lib/"
rm -rf "$work/train"

blobs=$work/oci/blobs/sha256
digest() { sha256sum "$1" | cut -d ' ' -f 1; }
blob() {
  local sum
  sum=$(digest "$1")
  mv "$1" "$blobs/$sum"
  echo "$sum"
}
pack() { tar --sort=name --mtime="@$time" --numeric-owner --format=gnu "$@"; }

layers=() diffs=() copied=()
layer() {
  local tar=$work/$1.tar size sum
  pack --owner=0 --group=0 -C "$work/$1" -cf "$tar" .
  [ "$1" != system ] || pack --owner=$USER_ID --group=$USER_ID -C "$work/data" -rf "$tar" ".$DATA"
  diffs+=("\"sha256:$(digest "$tar")\"")
  gzip -9n "$tar"
  size=$(stat -c %s "$tar.gz")
  sum=$(blob "$tar.gz")
  layers+=("{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$sum\",\"size\":$size}")
  copied+=("\"blobs/sha256/$sum\"")
}
for part in system runtime libraries application; do layer $part; done
list() {
  local IFS=,
  echo "$*"
}

created=$(date -u -d "@$time" +%Y-%m-%dT%H:%M:%SZ)
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac
cat >"$work/config" <<JSON
{"created":"$created","architecture":"$architecture","os":"linux","config":{"User":"$USER_ID:$USER_ID","ExposedPorts":{"8080/tcp":{},"8081/tcp":{}},"Env":["LC_ALL=C.UTF-8","DECISIONOS_DATA=$DATA"],"Entrypoint":["/$HOME_DIR/runtime/bin/java","@/$HOME_DIR/lib/image.options","io.decisionos.gateway.app.Main"],"Volumes":{"$DATA":{}},"WorkingDir":"/$HOME_DIR","StopSignal":"SIGTERM","Labels":{"org.opencontainers.image.title":"DecisionOS tenant gateway","org.opencontainers.image.version":"$version","org.opencontainers.image.licenses":"Apache-2.0"}},"rootfs":{"type":"layers","diff_ids":[$(list "${diffs[@]}")]},"history":[$(list $(for part in system runtime libraries application; do echo "{\"created\":\"$created\",\"created_by\":\"$part\"}"; done))]}
JSON
size=$(stat -c %s "$work/config")
config=$(blob "$work/config")
cat >"$work/manifest" <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$size},"layers":[$(list "${layers[@]}")]}
JSON
size=$(stat -c %s "$work/manifest")
manifest=$(blob "$work/manifest")
echo '{"imageLayoutVersion":"1.0.0"}' >"$work/oci/oci-layout"
cat >"$work/oci/index.json" <<JSON
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:$manifest","size":$size,"platform":{"architecture":"$architecture","os":"linux"},"annotations":{"org.opencontainers.image.ref.name":"$version","io.containerd.image.name":"decisionos-gateway:$version"}}]}
JSON
# For engines that load what "docker save" writes.
echo "[{\"Config\":\"blobs/sha256/$config\",\"RepoTags\":[\"decisionos-gateway:$version\"],\"Layers\":[$(list "${copied[@]}")]}]" >"$work/oci/manifest.json"
pack --owner=0 --group=0 -C "$work/oci" -cf "$out" .
rm -rf "$work"
