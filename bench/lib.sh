# What all commands share: where things are, what was started, and how runs are repeated.
# Settings, from the environment: BENCH_WORK (a folder), RUNS (repetitions), JAVA_HOME (25 or later).

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

# Starts a program beside this script, under a name; its output goes to a file of that name.
start() {
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pid_of[$name]=$!
}

# Ends what was started, one by one, by its own number.
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

# Waits, a minute and a half at most, until somebody listens.
await_port() {
  for _ in $(seq 900); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    sleep 0.1
  done
  echo "nobody listens on port $1; see $work/*.log" >&2
  return 1
}

# How fast one person may speak. A thousand people here stand for many more.
pace="--secure-chat.live.frames-per-second=1000 --secure-chat.roomlog.posts-per-second=1000"

# A server as an operator starts it, under this name, at this port, on this data folder, with these
# settings besides. BENCH_JAVA and BENCH_SERVER add options of the JVM and settings of the server.
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

start_server() {
  serve chat "$port" "$1"
}

# The server on a fresh copy of what was prepared: no run meets the messages of another command's.
start_chat() {
  "$here/prepare"
  rm -rf "$work/run"
  cp -r "$work/prepared" "$work/run"
  start_server "$work/run/data"
}

# The same, after half a minute in which the JVM has learnt: a server that is asked how fast it is
# has run for longer than that.
start_warm_chat() {
  start_chat
  chat run $(shape 10) --sets 1 --runs 1 --skip 0 --warm 30 --seconds 1 --label warm-up >&2
}

# One run of the generator against the server; prints its line.
chat() {
  local mode=$1
  shift
  timeout 300 "$load" "$mode" "$work/run" --port "$port" --pids "${pid_of[chat]}" "$@"
}

# The same, and the line counts.
measure() {
  chat "$@" | tee -a "$results" >&2
}

# A line of the generator's with another figure in it: name, and how bc computes it.
with_figure() {
  echo "${1%\}},\"$2\":$(bc <<<"$3")}"
}

# What the generator's line says of a name.
figure() {
  sed -E "s/.*\"$2\":([0-9]+).*/\1/" <<<"$1"
}

# Options of the closed loop with a thousand connections in rooms of so many members. Each run
# takes another set of such rooms, since a room's key is good for 10,000 messages; the first run is
# no figure, because the JVM learns in it.
shape() {
  echo --runs "$runs" --skip 1 --warm 0.8 --seconds 1.5
  case $1 in
    2) echo --rooms 500 --members 2 --window 4 ;;
    10) echo --rooms 100 --members 10 --window 10 --sets 3 ;;
    100) echo --rooms 10 --members 100 --window 20 --sets 7 ;;
    1000) echo --rooms 1 --members 1000 --window 40 --sets 8 ;;
  esac
}

# The n-th set of ten rooms of a hundred, at 1,000 messages a second; into ROOMS of the ten.
flow() {
  echo --rooms "${ROOMS:-10}" --members 100 --room-from $(($1 % 7 * 10)) --rate 1000 --warm 1 \
    --seconds 8
}

# A new file for a command's lines.
begin() {
  "$here/build"
  results=$work/$1.jsonl
  : >"$results"
}

# The medians of the lines by label, as Markdown.
table() {
  "$java" "$here/Table.java" "$results" "$@"
}
