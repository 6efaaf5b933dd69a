# Shared by all commands: paths, processes and repeated runs.
# Settings from the environment: BENCH_WORK (a folder), RUNS (repetitions), JAVA_HOME (25 or later).

set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=${BENCH_WORK:-$here/work}
runs=${RUNS:-5}
port=${BENCH_PORT:-18390}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=$here/../target/secure-chat.jar
load=$work/load
mkdir -p "$work"
"$java" -version 2>&1 | grep -qE 'version "(2[5-9]|[3-9])' || {
  echo "JDK 25 or later is needed: set JAVA_HOME" >&2
  exit 1
}
ulimit -n "$(ulimit -Hn)"

declare -A pid_of

# Starts a program in the background under a name; its output goes to a file of that name.
start() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pid_of[$name]=$!
  echo $! >"$work/$name.pid"
}

# Ends the named programs, one by one, by process id.
stop() {
  local name pid
  for name in "$@"; do
    pid=${pid_of[$name]:-}
    [ -n "$pid" ] || continue
    kill -CONT "$pid" 2>/dev/null || true
    kill "$pid" 2>/dev/null || true
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -9 "$pid" 2>/dev/null || true
    unset "pid_of[$name]"
  done
}
trap 'stop "${!pid_of[@]}"' EXIT

# A process and all below it.
family() {
  local child
  echo "$1"
  for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do family "$child"; done
}

# The resident memory of a named program, with all processes below it.
rss_kb() {
  local one
  for one in $(family "${pid_of[$1]}"); do cat "/proc/$one/status"; done |
    awk '/VmRSS/ {sum += $2} END {print sum}'
}

# Waits until a program listens on the port, at most 90 seconds.
await_port() {
  for _ in $(seq 900); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  echo "nothing listens on port $1; see $work/*.log" >&2
  return 1
}

# Raises the limits per user, because the thousand users here stand for many more.
pace="--secure-chat.live.frames-per-second=1000 --secure-chat.roomlog.posts-per-second=1000"

# Starts a server as in production: name, port, data folder, further settings. BENCH_JAVA and
# BENCH_SERVER add JVM options and server settings.
serve() {
  local name=$1 at=$2 data=$3
  shift 3
  # shellcheck disable=SC2086
  start "$name" "$java" -Xmx2g -XX:+UseSerialGC ${BENCH_JAVA:-} -jar "$jar" --server.port="$at" \
    --secure-chat.storage.data="$data" "$@" $pace ${BENCH_SERVER:-}
  await_port "$at"
  for _ in $(seq 300); do
    curl -fso /dev/null "http://localhost:$at/actuator/health" && return
    sleep 0.1
  done
  echo "the server is not healthy; see $work/$name.log" >&2
  return 1
}

# Fills port and folder into a peer's configuration and prints its path: name, file, port.
configure() {
  mkdir -p "$work/$1.d"
  sed -e "s#@FOLDER@#$work/$1.d#g" -e "s#@PORT+1@#$(($3 + 1))#g" -e "s#@PORT@#$3#g" \
    "$here/peer-config/$2" >"$work/$1.d/$2"
  echo "$work/$1.d/$2"
}

start_ejabberd() {
  rm -rf "$work/ejabberd.d"
  start ejabberd env EJABBERD_CONFIG_PATH="$(configure ejabberd ejabberd.yml "$1")" \
    EJABBERD_LOG_PATH="$work/ejabberd.d/log" SPOOL_DIR="$work/ejabberd.d" \
    HOME="$work/ejabberd.d" ERL_LIBS="/usr/lib/$(uname -m)-linux-gnu" \
    erl +K true +P 250000 -noinput -mnesia dir "\"$work/ejabberd.d/db\"" -s ejabberd
}

start_server() {
  serve chat "$port" "$1"
}

# Makes a fresh copy of the prepared data, without messages of other commands.
copy_prepared() {
  "$here/prepare"
  rm -rf "$work/run"
  cp -r "$work/prepared" "$work/run"
}

start_chat() {
  copy_prepared
  start_server "$work/run/data"
}

# The JVM options that docs/operations.md recommends for little memory.
small_options() {
  sed -nE 's/^JDK_JAVA_OPTIONS="(.*)"$/\1/p' "$here/../docs/operations.md"
}

# Runs a class of the tests, in the project's folder: seconds at most, heap, class, arguments.
test_java() {
  cd "$here/.."
  ./mvnw -q -B -Ptest-tools test-compile dependency:build-classpath -DincludeScope=test \
    -Dmdep.outputFile="$work/test.cp" >&2
  timeout "$1" "$java" -Xmx"$2" --enable-native-access=ALL-UNNAMED \
    -cp "target/test-classes:target/classes:$(cat "$work/test.cp")" "${@:3}"
}

# The same, followed by half a minute of warm-up for the JIT compiler.
start_warm_chat() {
  start_chat
  chat run $(shape 10) --sets 1 --runs 1 --skip 0 --warm 30 --seconds 1 --label warm-up >&2
}

# Runs the generator against the server and prints its result line.
chat() {
  local mode=$1
  shift
  timeout 300 "$load" "$mode" "$work/run" --port "$port" --pids "${pid_of[chat]}" "$@"
}

# The same, and adds the line to the results.
measure() {
  chat "$@" | tee -a "$results" >&2
}

# Runs the generator against a peer: name, port, process ids, options.
measure_peer() {
  timeout 120 "$load" run - --peer "$1" --port "$2" --pids "$3" "${@:4}" | tee -a "$results" >&2
}

# Adds a figure to a result line: name, and an expression for bc.
with_figure() {
  echo "${1%\}},\"$2\":$(bc <<<"$3")}"
}

# Reads the figure of that name from a result line.
figure() {
  sed -E "s/.*\"$2\":([0-9]+).*/\1/" <<<"$1"
}

# Options of the closed loop with a thousand connections in rooms of this size. Each run uses
# another set of rooms, because a room's key is valid for 10,000 messages. The first run is a warm-up
# and not counted.
shape() {
  echo --runs "$runs" --skip 1 --warm 0.8 --seconds 1.5
  case $1 in
    2) echo --rooms 500 --members 2 --window 4 ;;
    10) echo --rooms 100 --members 10 --window 10 --sets 3 ;;
    100) echo --rooms 10 --members 100 --window 20 --sets 7 ;;
    1000) echo --rooms 1 --members 1000 --window 40 --sets 8 ;;
  esac
}

# Options for 1,000 messages a second into the n-th set of ten rooms of 100, or ROOMS of the ten.
flow() {
  echo --rooms "${ROOMS:-10}" --members 100 --room-from $(($1 % 7 * 10)) --rate 1000 --warm 1 \
    --seconds 8
}

# Creates a new file for the result lines of a command.
begin() {
  "$here/build"
  results=$work/$1.jsonl
  : >"$results"
}

# Prints the medians of the lines by label, as Markdown.
table() {
  "$java" "$here/Table.java" "$results" "$@"
}
