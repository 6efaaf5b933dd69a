// Options, and the phases of a run.
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define JOIN_PATIENCE 240000000000ull
#define SECOND 1000000000ull
#define PING_EVERY (20 * SECOND)
#define TYPE_EVERY (5 * SECOND)

Options options = {.port = 8080, .rooms = 1, .members = 2, .sockets = 1, .bytes = 400, .window = 4,
    .at_once = 32, .warm = 1, .seconds = 3, .drain = 3, .label = "", .only_from = -1,
    .without_from = -1, .budget = 9900, .runs = 1, .sets = 1, .typing = 1};
Tally tally;
const Protocol *protocol = &chat;
Conn *conns;
Room *rooms;
int conn_count;
const Observer *observer;

static const char HELP[] =
    "load MODE FOLDER [--name value ...]     one JSON line on standard output\n"
    "  run     messages: --rate N a second, or in a closed loop of --window N a room\n"
    "  idle    connections that say nothing but ping, for --seconds\n"
    "  typing  connections that watch their room; members type all the time, with --typing 0 nobody\n"
    "  listen  hears for --seconds; with --trickle 1 it reads a byte a second\n"
    "  login   logs people in, --at-once at a time, and keeps their sessions in FOLDER/users\n"
    "  open    has the epochs of rooms opened\n"
    "  storm   pages lose the server and come back; --loss restart|drop --pid-file F --rate N\n"
    "FOLDER is what the preparation wrote, or - with --peer relay|nats|nchan|ejabberd.\n"
    "  --port --rooms --room-from --room-file --members --sockets (of each member) --bytes (peers)\n"
    "  --warm --seconds --drain --at-once --budget (messages a room) --label --pids a,b\n"
    "  --runs N on the same connections, of which the first --skip N do not count, each in the next\n"
    "  of --sets N of the rooms; with --turns 1 each waits for a line on standard input\n"
    "  --other-port P (every second member is at another node)\n"
    "  --addresses N (of the users, on loopback) --others N (last rooms, which lose nothing)\n"
    "  --known N (people that a page knows)\n"
    "  --stalled N (last members of each room never read) --only a-b --without a-b (users)\n";

static void pids(char *list) {
  for (char *p = strtok(list, ", "); p && options.pid_count < 16; p = strtok(0, ", "))
    options.pids[options.pid_count++] = atoi(p);
}

static void range(const char *text, int *from, int *to) {
  if (sscanf(text, "%d-%d", from, to) != 2) fail("a range is a-b");
}

static void option(const char *name, char *v) {
  struct {
    const char *name;
    int *number;
  } numbers[] = {{"--port", &options.port},
      {"--other-port", &options.other_port}, {"--rooms", &options.rooms},
      {"--room-from", &options.room_from}, {"--members", &options.members},
      {"--sockets", &options.sockets}, {"--bytes", &options.bytes}, {"--window", &options.window},
      {"--at-once", &options.at_once}, {"--stalled", &options.stalled},
      {"--budget", &options.budget}, {"--runs", &options.runs}, {"--skip", &options.skip},
      {"--sets", &options.sets},
      {"--turns", &options.turns}, {"--typing", &options.typing},
      {"--addresses", &options.addresses}, {"--others", &options.others},
      {"--known", &options.known}};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (!strcmp(name, numbers[i].name)) {
      *numbers[i].number = atoi(v);
      return;
    }
  if (!strcmp(name, "--rate")) options.rate = atof(v);
  else if (!strcmp(name, "--warm")) options.warm = atof(v);
  else if (!strcmp(name, "--seconds")) options.seconds = atof(v);
  else if (!strcmp(name, "--drain")) options.drain = atof(v);
  else if (!strcmp(name, "--label")) options.label = v;
  else if (!strcmp(name, "--peer")) options.peer = v;
  else if (!strcmp(name, "--room-file")) options.room_file = v;
  else if (!strcmp(name, "--trickle")) options.trickle = atoi(v);
  else if (!strcmp(name, "--pids")) pids(v);
  else if (!strcmp(name, "--pid-file")) options.pid_file = v;
  else if (!strcmp(name, "--loss")) options.loss = v;
  else if (!strcmp(name, "--only")) range(v, &options.only_from, &options.only_to);
  else if (!strcmp(name, "--without")) range(v, &options.without_from, &options.without_to);
  else fail("no such option; run without arguments for help");
}

static bool is(const char *mode) { return !strcmp(options.mode, mode); }

static void make_rooms(void) {
  int size = options.members * options.sockets;
  conn_count = options.rooms * size;
  conns = calloc((size_t)conn_count, sizeof *conns);
  rooms = calloc((size_t)options.rooms, sizeof *rooms);
  for (int i = 0; i < conn_count; i++) {
    Conn *c = &conns[i];
    Room *room = c->room = &rooms[i / size];
    c->member = i % size / options.sockets;
    c->copy = i % options.sockets;
    c->reads = c->member < options.members - options.stalled;
    room->conns = conns + (room - rooms) * size;
    room->members = options.members;
    room->size = size;
    if (!options.peer) continue;
    c->last_seq = calloc((size_t)options.members, sizeof *c->last_seq);
    for (int k = 0; k < LINES; k++) c->lines[k].sender = c;
  }
}

static void make_people(void) {
  int from = options.only_from < 0 ? 0 : options.only_from;
  int to = options.only_from < 0 ? people_count() - 1 : options.only_to;
  conn_count = to - from + 1;
  conns = calloc((size_t)conn_count, sizeof *conns);
  for (int i = 0; i < conn_count; i++) conns[i].user = from + i, conns[i].reads = true;
}

static bool wanted(const Conn *c) {
  if (is("open") && c->member) return false;
  if (options.only_from >= 0 && (c->user < options.only_from || c->user > options.only_to))
    return false;
  return options.without_from < 0 || c->user < options.without_from ||
      c->user > options.without_to;
}

void joined(Conn *c) {
  if (c->state == READY) return;
  c->state = READY;
  tally.opening--;
  tally.ready++;
  if (is("login")) {
    wire_close(c);
    tally.closed--;
  } else if (!c->reads) wire_stop_reading(c);
  else c->room->listeners++;
}

static void connect_all(void) {
  uint64_t until = now_ns() + JOIN_PATIENCE;
  for (int next = 0; next < conn_count || tally.opening;) {
    while (next < conn_count && tally.opening < options.at_once) {
      Conn *c = &conns[next++];
      if (wanted(c)) wire_open(c);
    }
    wire_turn(SECOND / 100);
    if (now_ns() > until) fail("not everybody came in");
  }
  if (!tally.ready && !is("login")) fail("nobody came in");
}

// A listener that is stopped still prints what it has received.
static volatile sig_atomic_t told_to_end;

static void end(int signal) { told_to_end = signal; }

// Pages ping every 20 seconds and repeat that their user types every 5; spread evenly.
static void keep_alive(Conn *c, int i, uint64_t now) {
  if (!c->pinged) {
    c->pinged = now - (uint64_t)i * PING_EVERY / (uint64_t)conn_count;
    c->typed = now - (uint64_t)i * TYPE_EVERY / (uint64_t)conn_count;
    if (is("typing")) chat_watch(c);
  }
  if (now >= c->pinged + PING_EVERY) {
    c->pinged = now;
    chat_ping(c);
  }
  if (is("typing") && options.typing && now >= c->typed + TYPE_EVERY) {
    c->typed += TYPE_EVERY;
    chat_typing(c);
  }
}

static void wait_for(double seconds) {
  uint64_t until = now_ns() + (uint64_t)(seconds * 1e9), now;
  while ((now = now_ns()) < until && !told_to_end) {
    uint64_t left = until - now;
    wire_turn(left < SECOND / 20 ? left : SECOND / 20);
    if (options.trickle) usleep(SECOND / 1000);
    if (options.peer || !(is("idle") || is("typing"))) continue;
    for (int i = 0; i < conn_count; i++)
      if (conns[i].state == READY) keep_alive(&conns[i], i, now);
  }
}

static void print_quiet(double seconds, double cpu, long rss_before) {
  uint64_t missing = 0;
  for (int i = 0; i < conn_count; i++) missing += conns[i].missing;
  printf("{\"label\":\"%s\",\"mode\":\"%s\",\"connections\":%d,\"closed\":%d,\"closing\":\"%s\","
      "\"seconds\":%.2f,\"answers\":%llu,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"max_ms\":%.2f,"
      "\"server_cpu_s\":%.2f,\"rss_before_kb\":%ld,\"rss_kb\":%ld,\"opened\":%d,\"doubled\":%llu,"
      "\"missing\":%llu,\"signs\":%llu,\"refused\":%llu,\"refusal\":\"%s\"}\n",
      options.label, options.mode, tally.ready, tally.closed, tally.closing, seconds,
      (unsigned long long)tally.acknowledgement.count, quantile_ms(&tally.acknowledgement, .5),
      quantile_ms(&tally.acknowledgement, .99), (double)tally.acknowledgement.max / 1e6, cpu,
      rss_before, rss_kb(), tally.opened, (unsigned long long)tally.doubled,
      (unsigned long long)missing, (unsigned long long)tally.signs,
      (unsigned long long)tally.refused, tally.refusal);
}

// Resets all counters and keeps all connections.
static void begin_anew(int set) {
  Tally kept = tally;
  memset(&tally, 0, sizeof tally);
  tally.ready = kept.ready;
  tally.closed = kept.closed;
  memcpy(tally.closing, kept.closing, sizeof tally.closing);
  for (int r = 0; r < options.rooms; r++) {
    rooms[r].sent = 0;
    rooms[r].under_way = 0;
    memset(rooms[r].ring, 0, sizeof rooms[r].ring);
  }
  for (int i = 0; i < conn_count; i++) {
    conns[i].got = conns[i].own = conns[i].missing = 0;
    for (int k = 0; k < LINES; k++) conns[i].lines[k].left = 0, conns[i].lines[k].due = 0;
  }
  if (!options.peer) next_rooms(set);
}

// Waits until a line arrives on standard input, and keeps the connections alive meanwhile.
static void wait_for_line(void) {
  struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
  char line[16];
  while (poll(&input, 1, 0) <= 0) wire_turn(SECOND / 100);
  if (read(STDIN_FILENO, line, sizeof line) <= 0) exit(0);
}

static void run_all(void) {
  for (int i = 0; i < options.runs + options.skip; i++) {
    if (options.turns) wait_for_line();
    wait_for(0.5);
    begin_anew(i % options.sets);
    run(i >= options.skip);
    fflush(stdout);
    if (!options.peer) heads_write();
  }
}

static void open_epochs(void) {
  for (int r = 0; r < options.rooms; r++) chat_open_epoch(&rooms[r].conns[0]);
  for (uint64_t until = now_ns() + 30 * SECOND; now_ns() < until;) {
    wire_turn(SECOND / 100);
    if (tally.opened + (int)tally.refused >= options.rooms) return;
  }
}

int main(int count, char **given) {
  if (count < 3) {
    fputs(HELP, stderr);
    return 2;
  }
  options.mode = given[1];
  options.folder = given[2];
  for (int i = 3; i + 1 < count; i += 2) option(given[i], given[i + 1]);
  signal(SIGPIPE, SIG_IGN);
  if (is("listen")) signal(SIGTERM, end);
  prctl(PR_SET_TIMERSLACK, 1);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  alarm(600);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (options.peer) protocol = peer_named(options.peer);
  if (!is("login")) make_rooms();
  if (!options.peer) people_read();
  if (is("login")) make_people();
  if ((rlim_t)conn_count * 2 + 32 > files.rlim_cur) fail("ulimit -n is too low");
  wire_start();
  errno = 0;
  long rss = rss_kb();
  double cpu = cpu_seconds();
  uint64_t begun = now_ns();
  if (is("storm")) {
    storm();
    return 0;
  }
  connect_all();
  double seconds = (double)(now_ns() - begun) / 1e9;
  if (is("login")) {
    print_quiet(seconds, cpu_seconds() - cpu, rss);
    people_write();
    return 0;
  }
  fprintf(stderr, "%s: %d in after %.1f s, server cpu %.1f s\n", options.label, tally.ready,
      seconds, cpu_seconds() - cpu);
  if (is("run")) {
    run_all();
  } else if (is("open")) {
    open_epochs();
    print_quiet(0, cpu_seconds() - cpu, rss);
  } else {
    wait_for(3);
    cpu = cpu_seconds();
    tally.signs = 0;
    wait_for(options.seconds);
    print_quiet(options.seconds, cpu_seconds() - cpu, rss);
  }
  return 0;
}
