#!/usr/bin/env bash
# Runs the gateway and its sub-commands from a checkout. See ./run.sh help.
set -euo pipefail

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
readonly ROOT
readonly JAR=$ROOT/target/decisionos-gateway.jar
readonly LOAD_JAR=$ROOT/target/decisionos-load.jar
readonly ARCHIVE=$ROOT/target/decisionos-gateway.jsa
readonly LEAST_JAVA=17

# File names are bytes: in a locale without UTF-8, Java cannot name a directory that has other letters than ASCII's.
[ "$(locale charmap 2>/dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8

# What the caller types to run this, for texts that say what to type.
case $0 in
  */*) PROGRAM=$0 ;;
  *) PROGRAM=./$0 ;;
esac
readonly PROGRAM

usage() {
  echo "usage: $PROGRAM [COMMAND]"
  cat <<'TEXT'

  (no command)                     build if the sources changed, then serve
  demo                             serve with sample data that is deleted on exit
  test                             build and run every test
  status [--url URL] [--json]      is it ready, what is wrong, what happened; exits 1 when it is not ready
  tenants validate [DIR] [--json]  check tenants' files
  tenants diff DIR                 what would change if these files were applied
  tenants explain ID               every value that holds for a tenant, with file and line
  evidence index|verify|generate   work on folders of evidence; --help says how
  evidence plan|run                which evidence may go, and have it go
  events generate|import           make up reason events, or move a gateway's own to Kafka
  keys generate|check|plan|migrate keys of callers; keys --help says how
  alerts check|route|render|rules  who is told of what; alerts --help says how
  storage backup FILE              copy the embedded store, also while it is served
  storage restore FILE             make a store from a copy, if there is none
  token --tenant T --scope S       mint a token with the local development key
  sign METHOD URL                  the header fields that sign a request, for curl; sign --help says how
  capacity calibrate               measure what this machine takes, with the load tool
  capacity plan                    does what tenants may ask fit; which resource ends first
  capacity canary                  steps of a roll-out, tuned to a tenant's traffic
  load SCENARIO [OPTIONS]          make load and measure it; load --help says more
  soak [OPTIONS]                   20 minutes of load on a gateway of its own: does it grow?
  bench [OPTIONS]                  the tables of docs/performance.md; bench --help says more
  hostile [OPTIONS]                what one caller can take from its neighbours; hostile --help says more
  package                          make target/decisionos-gateway-VERSION.tar.gz
  package --with-runtime           likewise with a Java of its own, for machines that have none
  package image                    make target/decisionos-gateway-image-VERSION.tar, an OCI image
  package ... --sign KEY.pem       likewise, and sign the checksums of what is made
  --version                        print the version
  help [COMMAND]                   print this, or what a command takes

Settings: conf/gateway.yaml and DECISIONOS_* variables; see docs/configuration.md.
TEXT
}

fail() {
  # What was typed moves no cursor and sets no colour.
  echo "run.sh: ${*//[[:cntrl:]]/?}" >&2
  exit 2
}

# Ends with what a command of this script takes, if that is asked for, or with a fault if it is given more.
takes_nothing() {
  local command=$1 what=$2
  shift 2
  [ $# -gt 0 ] || return 0
  case $1 in
    -h | --help)
      echo "usage: $PROGRAM${command:+ $command}"
      echo "$what"
      exit 0
      ;;
    *) fail "$command: found the argument '$1', expected none; see $PROGRAM help $command" ;;
  esac
}

# The major version of a JDK, or nothing. Its release file says it sooner than its java.
java_version() {
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

# Sets JAVA_HOME to a JDK that is new enough: the caller's own, the one on the PATH, or an installed one.
pick_jdk() {
  local home version
  for home in "${JAVA_HOME:-}" "$(path_jdk)" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [[ -n $home && -x $home/bin/javac ]] || continue
    version=$(java_version "$home")
    if [ "${version:-0}" -ge "$LEAST_JAVA" ]; then
      [ "${JAVA_HOME:-$home}" = "$home" ] ||
        echo "run.sh: found JAVA_HOME=$JAVA_HOME, expected a JDK of version $LEAST_JAVA or newer; taking $home" >&2
      export JAVA_HOME=$home
      return
    fi
  done
  fail "found no JDK, expected one of version $LEAST_JAVA or newer: install it, or set JAVA_HOME"
}

path_jdk() {
  local javac
  javac=$(command -v javac) || return 0
  javac=$(readlink -f "$javac")
  echo "${javac%/bin/javac}"
}

need_maven() {
  command -v mvn >/dev/null || fail "found no mvn on the PATH, expected Maven: install it"
}

maven() {
  need_maven
  if [ -t 1 ]; then
    (cd "$ROOT" && mvn -B -q "$@")
  else
    # Whatever it is told, Maven ends with colour codes on either stream, which are no text of a log.
    (cd "$ROOT" && mvn -B -q "$@" 2>&1) | sed $'s/\033\\[[0-9;]*m//g'
  fi
}

sources_newer_than_jar() {
  find "$ROOT/pom.xml" "$ROOT/src/main" "$ROOT/docs/openapi.yaml" "$ROOT/docs/runbooks" -newer "$JAR" -print -quit
}

# The path of an installed Chromium, or nothing.
find_browser() {
  local candidate
  for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null; then
      command -v "$candidate"
      return
    fi
  done
}

# Builds when there is no jar, or when something that goes into it is newer.
build_if_stale() {
  if [ ! -f "$JAR" ] || [ -n "$(sources_newer_than_jar)" ]; then
    if [ -f "$JAR" ]; then
      echo "run.sh: building, as the sources have changed; this takes about half a minute ..." >&2
    else
      echo "run.sh: building for the first time; this takes one to three minutes, with the downloads of Maven ..." >&2
    fi
    maven -DskipTests package >&2
    # For the first start; without it, the first one that ends leaves it behind.
    archive_classes || echo "run.sh: starts take somewhat longer until the gateway has been stopped once" >&2
  fi
}

archive_classes() {
  (cd "$ROOT" && src/build/train.sh "$ARCHIVE" "$JAVA_HOME/bin/java" @src/dist/lib/serve.options -jar "$JAR")
}

# The JVM's switches. Serving for the first time leaves a class-data archive behind, with which all later commands start sooner.
java_options() {
  options=(-Xlog:disable -Xlog:all=error:stderr "-Ddecisionos.program=$PROGRAM")
  # An archive of another build is of no use.
  if [ "$ARCHIVE" -nt "$JAR" ]; then
    options+=(-XX:SharedArchiveFile="$ARCHIVE" -Xshare:auto)
  elif [ "${1:-}" = serve ]; then
    options+=(-XX:ArchiveClassesAtExit="$ARCHIVE")
  fi
}

# Paths in variables are the caller's; those in conf/ are relative to the checkout.
go_home() {
  local name value
  for name in DECISIONOS_CONF DECISIONOS_TENANTS DECISIONOS_DATA; do
    value=${!name:-}
    case $value in
      "" | /*) ;;
      *) export "$name=$PWD/$value" ;;
    esac
  done
  cd "$ROOT"
}

serve() {
  local options
  java_options serve
  # What is kept is its tenants'. The gateway sees to it by itself; this is for what the JVM writes.
  umask 077
  # shellcheck disable=SC2086 # DECISIONOS_JAVA_OPTS holds several words.
  exec "$JAVA_HOME/bin/java" "${options[@]}" @"$ROOT/src/dist/lib/serve.options" ${DECISIONOS_JAVA_OPTS:-} -jar "$JAR"
}

run_java() {
  local options
  java_options
  umask 077
  # shellcheck disable=SC2086 # DECISIONOS_JAVA_OPTS holds several words.
  exec "$JAVA_HOME/bin/java" "${options[@]}" "-Ddecisionos.home=$ROOT" ${DECISIONOS_JAVA_OPTS:-} -jar "$JAR" "$@"
}

# Runs a program that measures; these live with the tests.
run_measuring() {
  local main=$1 class_path=$ROOT/target/classpath
  shift
  if [ ! -f "$class_path" ] || [ -n "$(find "$ROOT/pom.xml" "$ROOT/src" "$ROOT/docs" -newer "$class_path" -print -quit)" ]; then
    echo "run.sh: compiling the tests, which this is a part of; this takes some minutes the first time ..." >&2
    maven -DskipTests test-compile dependency:build-classpath \
      -Dmdep.outputFile="$class_path" -Dmdep.includeScope=test >&2
    touch "$class_path"
  fi
  cd "$ROOT"
  exec "$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$(cat "$class_path")" "$main" "$@"
}

# Serves made-up data of both shipped tenants from a directory that goes with this process.
demo() {
  local pid=
  DEMO=$(mktemp -d "${TMPDIR:-/tmp}/decisionos-demo.XXXXXX")
  readonly DEMO
  trap 'rm -rf "$DEMO"' EXIT
  # The gateway takes a SIGHUP, such as of a terminal that is closed, for a reload: it would go on without its data.
  trap 'stop=1; [ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null || true' HUP INT TERM
  export DECISIONOS_DATA=$DEMO
  # So few that most labels stay below their thresholds, and some do not.
  (run_java events generate --out "$DEMO/events" --tenant default --tenant acme-corp --events 900 --to now >&2)
  (run_java evidence generate --root "$DEMO/evidence" --tenant default --tenant acme-corp >&2)
  [ -z "${stop:-}" ] || return 0
  serve &
  pid=$!
  # A signal ends the waiting, not what is waited for.
  while kill -0 "$pid" 2>/dev/null; do wait "$pid" && code=0 || code=$?; done
  return "${code:-0}"
}

# Sets MADE to what it makes; what makes more of that adds to it.
make_archive() {
  maven -DskipTests package >&2
  MADE=("$(find "$ROOT/target" -maxdepth 1 -name 'decisionos-gateway-[0-9]*.tar.gz' ! -name '*-linux-*' | sort | tail -n 1)")
  [ -n "${MADE[0]}" ] || fail "package: found no archive in $ROOT/target, expected the build to leave one"
}

with_runtime() {
  "$ROOT/src/build/bundle.sh" "${MADE[0]}" >&2
  MADE+=("${MADE[0]%.tar.gz}-linux-$(uname -m).tar.gz")
}

image() {
  local libraries=$ROOT/target/libraries name=${MADE[0]##*/} file
  name=${name%.tar.gz}
  file=$ROOT/target/${name/gateway-/gateway-image-}.tar
  rm -rf "$libraries"
  maven dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$libraries" >&2
  "$ROOT/src/build/image.sh" "${MADE[0]}" "$ROOT/target/original-decisionos-gateway.jar" "$libraries" "$file" >&2
  MADE+=("$file")
}

# seal KEY FILE ...: writes the checksum of each beside it, signed if KEY is not empty.
seal() {
  "$JAVA_HOME/bin/java" "$ROOT/src/build/Seal.java" "$@"
}

package() {
  local kind kinds= key=
  while [ $# -gt 0 ]; do
    case $1 in
      --with-runtime) kinds="$kinds with_runtime" ;;
      image) kinds="$kinds image" ;;
      --sign)
        [ $# -gt 1 ] || fail "package: found no file behind --sign, expected a key in PEM"
        key=$2
        shift
        ;;
      *)
        takes_nothing package "Makes target/decisionos-gateway-VERSION.tar.gz, which needs a Java and nothing else, and FILE.sha256 beside it.
  --with-runtime  also target/decisionos-gateway-VERSION-linux-MACHINE.tar.gz, which needs no Java
  image           also target/decisionos-gateway-image-VERSION.tar, an OCI image for docker load, podman, containerd
  --sign KEY.pem  also FILE.sha256.sig of each, by an Ed25519 key in PEM (openssl genpkey -algorithm ed25519)" "$@"
        ;;
    esac
    shift
  done
  pick_jdk
  # A key that is of no use is told before the minutes that the rest takes.
  [ -z "$key" ] || seal "$key"
  make_archive
  for kind in $kinds; do "$kind"; done
  seal "$key" "${MADE[@]}"
  # What was asked for, which the plain archive is only if nothing else was.
  [ -z "$kinds" ] || MADE=("${MADE[@]:1}")
  printf '%s\n' "${MADE[@]}"
}

if [ $# = 0 ]; then
  pick_jdk
  build_if_stale
  go_home
  serve
fi

# help COMMAND is COMMAND --help: each says by itself what it takes.
if [ "$1" = help ] && [ $# -gt 1 ]; then
  shift
  set -- "$@" --help
fi

case $1 in
  help | -h | --help)
    usage
    ;;
  test)
    shift
    # An empty array counts as unset with the bash of macOS.
    profiles=()
    if [ "${1:-}" = --packaged ]; then
      shift
      profiles=(-Pdistribution)
    fi
    takes_nothing test "Builds and runs every test: formatter, warnings as errors, static analysis, all tests; 15 to 25 minutes.
  --packaged  also of the image and of the archive with runtime, which it makes; on Linux, as root" "$@"
    pick_jdk
    need_maven
    cd "$ROOT"
    if [ ${#profiles[@]} -gt 0 ]; then
      make_archive
      with_runtime
      image
    fi
    browser=$(find_browser)
    if [ -n "$browser" ]; then
      exec mvn -B ${profiles[@]+"${profiles[@]}"} -Pbrowser -Dbrowser.executable="$browser" verify
    fi
    status=0
    mvn -B ${profiles[@]+"${profiles[@]}"} verify || status=$?
    echo "run.sh: left out the tests of the console in a browser, for want of a Chromium: install it (apt-get install chromium), or set CHROMIUM to its path"
    exit "$status"
    ;;
  package)
    shift
    package "$@"
    ;;
  status | capacity | tenants | evidence | events | alerts | keys | sign | storage | token | --version)
    pick_jdk
    build_if_stale
    # Other directories are where variables or conf/gateway.yaml say; paths in that file are relative to the checkout.
    export DECISIONOS_CONF=${DECISIONOS_CONF:-$ROOT/conf}
    run_java "$@"
    ;;
  bench)
    pick_jdk
    build_if_stale
    shift
    # The servers take the first core, what measures them the second.
    command -v taskset >/dev/null || fail "found no taskset, expected Linux with util-linux: the bench pins its servers"
    taskset -cp 1 $$ >/dev/null || fail "found one core, expected two: one for the servers, one for the load"
    run_measuring io.decisionos.gateway.bench.PerformanceBench "$@"
    ;;
  soak)
    pick_jdk
    shift
    run_measuring io.decisionos.gateway.soak.SoakProgram "$@"
    ;;
  hostile)
    pick_jdk
    shift
    run_measuring io.decisionos.gateway.hostile.HostileNeighbours "$@"
    ;;
  demo)
    shift
    takes_nothing demo "Serves both shipped tenants with made-up events and evidence, from a directory that is removed at the end." "$@"
    pick_jdk
    build_if_stale
    go_home
    demo
    ;;
  load)
    pick_jdk
    build_if_stale
    shift
    exec "$JAVA_HOME/bin/java" @"$ROOT/src/dist/lib/load.options" "-Ddecisionos.program=$PROGRAM" \
      "-Ddecisionos.home=$ROOT" -jar "$LOAD_JAR" "$@"
    ;;
  *)
    commands=$(usage | sed -n 's/^  \([a-z-]*\) .*/\1/p' | sort -u | paste -sd ' ' -)
    fail "found the command '$1', expected one of: $commands; see $PROGRAM help"
    ;;
esac
