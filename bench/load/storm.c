// Pages that lose the server and come back as the real page does (js/core/session/connection.js and
// welcome.js): the same pauses, frames and requests. A second connection of each page carries its
// requests, one at a time.
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SECOND 1000000000ull
#define MILLI 1000000ull
#define OPEN_PATIENCE (10 * SECOND)
#define WELCOME_PATIENCE (20 * SECOND)
#define PING_EVERY (20 * SECOND)
#define FIRST_WAIT 500.0
#define LONGEST_AT_FIRST 4000.0
#define LONGEST_WAIT 30000.0
#define SHORT_ABSENCE (60 * SECOND)
#define GOING_AWAY 1001
#define KEYS_PAUSE 1500.0
#define NAMES_AT_ONCE 100
#define LONGEST_STORM (200 * SECOND)
#define MOST_ROOMS 64
#define CALLS 6

enum Call { COMPARE, SETTINGS, CHOICES, BLOCKS, PEOPLE, ME, NAMES };

typedef struct {
  Conn asking;
  int failures, call, keys; // the request that is next, and the room whose keys are looked at next
  bool away, mayAsk, asksKeys, isOther, counted, settled;
  uint64_t down_since, due, back_at, served_at, asked_at, wanted, again;
  int handshakes;
} Page;

typedef struct {
  char ids[MOST_ROOMS][37];
  int rooms;
  char token[96], own[40];
} Person;

static Page *pages;
static Person *persons;
static Histogram before, others, back, calls, keys, serving, asking;
static uint64_t lost_at, opened_at, served_all, asked_all;
static int served, asked, failed_calls, limited, handshakes, failed_handshakes, gone;
static bool losing, refusing, posting = true;
static bool says_changes; // the server's welcome says what has changed, so that pages need not ask

static Page *page_of(const Conn *c) { return &pages[c->asks ? c->member : c - conns]; }
static Conn *live_of(Page *p) { return &conns[p - pages]; }
static Person *person_of(Page *p) { return &persons[live_of(p)->user]; }
static double random_part(void) { return drand48(); }
static bool is_back(Page *p) { return live_of(p)->state == READY; }

static void reset(Conn *c) {
  free(c->in);
  c->in = 0;
  c->in_length = c->out_from = c->out_length = c->parts_length = 0;
  c->wants_out = false;
  c->close_code = 0;
}

static void connect_page(Page *p) {
  Conn *c = live_of(p);
  reset(c);
  handshakes++;
  p->due = now_ns() + OPEN_PATIENCE;
  p->wanted = 0;
  wire_open(c);
}

// As Connection.#pause of the page.
static double pause_ms(Page *p, int code, uint64_t now) {
  if (code == GOING_AWAY && p->failures++ == 0) return FIRST_WAIT + random_part() * LONGEST_AT_FIRST;
  double longest = now - p->down_since < SHORT_ABSENCE ? LONGEST_AT_FIRST : LONGEST_WAIT;
  double wait = FIRST_WAIT * (double)(1 << (p->failures < 16 ? p->failures : 16));
  p->failures++;
  return (wait < longest ? wait : longest) * (0.5 + random_part());
}

static void down(Page *p) {
  uint64_t now = now_ns();
  if (!p->away) {
    p->away = true;
    gone++;
    p->down_since = now;
  } else {
    failed_handshakes++;
  }
  p->mayAsk = p->asksKeys = false;
  p->asking.step = 0;
  if (p->asking.state != CLOSED && p->asking.state != IDLE) wire_close(&p->asking);
  p->due = now + (uint64_t)(pause_ms(p, live_of(p)->close_code, now) * MILLI);
}

// --- requests

static void send_call(Page *p, const char *method, const char *path, const char *body) {
  char request[8192];
  Person *who = person_of(p);
  Conn *c = &p->asking;
  int n = snprintf(request, sizeof request,
      "%s %s HTTP/1.1\r\nHost: localhost:%d\r\nAccept: application/json, application/problem+json\r\n"
      "Cookie: session-%d=%s", method, path, options.port, options.port, session_of(c->user));
  if (who->token[0])
    n += snprintf(request + n, sizeof request - (size_t)n, "; xsrf-%d=%s", options.port, who->token);
  n += snprintf(request + n, sizeof request - (size_t)n, "\r\n");
  if (body)
    n += snprintf(request + n, sizeof request - (size_t)n,
        "X-XSRF-TOKEN: %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n", who->token,
        strlen(body));
  n += snprintf(request + n, sizeof request - (size_t)n, "\r\n%s", body ? body : "");
  c->begun = now_ns();
  c->step = 1;
  wire_send(c, request, (size_t)n);
}

static int last_call(void) {
  return losing ? CALLS + (options.known + NAMES_AT_ONCE - 1) / NAMES_AT_ONCE : CALLS;
}

static void ask_names(Page *p) {
  static char body[NAMES_AT_ONCE * 72 + 32];
  int from = (p->call - NAMES) * NAMES_AT_ONCE, n = sprintf(body, "{\"usernames\":[");
  for (int i = from; i < from + NAMES_AT_ONCE && i < options.known; i++)
    n += sprintf(body + n, "%s\"%s\"", i > from ? "," : "", name_of(i % people_count()));
  sprintf(body + n, "]}");
  send_call(p, "POST", "/api/users/lookup", body);
}

static void send_next_call(Page *p) {
  char path[128];
  Conn *live = live_of(p);
  switch (p->call) {
    case COMPARE:
      snprintf(path, sizeof path, "/api/rooms/%s/log?after=%llu&limit=1", live->room->id,
          (unsigned long long)(live->last ? live->last - 1 : 0));
      send_call(p, "GET", path, 0);
      break;
    case SETTINGS: send_call(p, "GET", "/api/me/settings", 0); break;
    case CHOICES: send_call(p, "GET", "/api/me/rooms", 0); break;
    case BLOCKS: send_call(p, "GET", "/api/me/blocks", 0); break;
    case PEOPLE: send_call(p, "GET", "/api/users?query=&limit=20", 0); break;
    case ME: send_call(p, "GET", "/api/me", 0); break;
    default: ask_names(p);
  }
}

static void send_keys(Page *p) {
  char path[128];
  snprintf(path, sizeof path, "/api/rooms/%s/keys", person_of(p)->ids[p->keys]);
  p->asksKeys = true;
  send_call(p, "GET", path, 0);
}

static bool has_calls(Page *p) {
  return p->mayAsk && p->call < last_call() && !(losing && p->isOther);
}

static bool is_key_due(Page *p, uint64_t now) {
  return p->mayAsk && p->call >= last_call() && p->keys < person_of(p)->rooms && now >= p->asked_at;
}

// Sends what is next, over a new connection if the last one is closed.
static void ask(Page *p, uint64_t now) {
  Conn *c = &p->asking;
  if (!has_calls(p) && !is_key_due(p, now)) return;
  if (c->state == CLOSED || c->state == IDLE) {
    reset(c);
    c->step = 0;
    wire_open(c);
  } else if (c->state == ASKING && !c->step) {
    if (has_calls(p)) send_next_call(p);
    else send_keys(p);
  }
}

static void on_connected(Conn *c) {
  c->state = ASKING;
  ask(page_of(c), now_ns());
}

static void done_asking(Page *p, uint64_t now) {
  if (!losing || p->isOther || p->settled) return;
  p->settled = true;
  asked++;
  asked_all = now;
  record(&asking, now - p->back_at);
}

static void call_ended(Page *p) {
  uint64_t now = now_ns();
  p->asking.step = 0;
  if (p->asksKeys) {
    p->asksKeys = false;
    p->keys++;
  } else if (++p->call == last_call()) {
    done_asking(p, now);
  }
  p->asked_at = now + (uint64_t)(random_part() * KEYS_PAUSE * MILLI);
}

static void on_answered(Conn *c, const char *head, const char *body, size_t length) {
  Page *p = page_of(c);
  (void)body;
  (void)length;
  record(p->asksKeys ? &keys : &calls, now_ns() - c->begun);
  if (strncmp(head, "HTTP/1.1 200", 12)) {
    failed_calls++;
    if (!strncmp(head, "HTTP/1.1 429", 12) || !strncmp(head, "HTTP/1.1 503", 12)) limited++;
    if (!tally.refusal[0])
      snprintf(tally.refusal, sizeof tally.refusal, "%.*s", (int)strcspn(head, "\r\n"), head);
  }
  const char *token = strcasestr(head, "\r\nSet-Cookie: xsrf-");
  if (token && (token = strchr(token, '=')))
    snprintf(person_of(p)->token, sizeof person_of(p)->token, "%.*s", (int)strcspn(token + 1, ";\r\n"), token + 1);
  call_ended(p);
  ask(p, now_ns());
}

// --- the socket

static void note_served(Page *p, uint64_t now) {
  if (!p->wanted || live_of(p)->last + 1 < p->wanted || p->served_at) return;
  p->served_at = now;
  if (!losing || p->isOther) return;
  if (p->counted) return;
  p->counted = true;
  served++;
  served_all = now;
  record(&serving, now - (opened_at ? opened_at : lost_at));
}

// Learns the user's rooms, and how far the shown one goes.
static void read_rooms(Page *p, const char *text, size_t n) {
  static const char ID[] = "{\"roomId\":\"", LAST[] = "\"lastPos\":";
  Person *who = person_of(p);
  const char *end = memmem(text, n, "\"invitations\":", 14), *at = text;
  if (!end) fail("a welcome reads in another way than expected");
  who->rooms = 0;
  while ((at = memmem(at, (size_t)(end - at), ID, sizeof ID - 1))) {
    at += sizeof ID - 1;
    if (who->rooms < MOST_ROOMS) snprintf(who->ids[who->rooms++], 37, "%.36s", at);
    const char *last = memmem(at, (size_t)(end - at), LAST, sizeof LAST - 1);
    if (last && !memcmp(at, live_of(p)->room->id, 36))
      p->wanted = strtoull(last + sizeof LAST - 1, 0, 10) + 1;
  }
}

// Whether a page that comes back has to ask, because its user's own state or some person changed, or
// because the server does not say.
static bool has_news(Page *p, const char *text, size_t n) {
  static const char OWN[] = "\"own\":\"", AT[] = "\"peopleAt\":";
  const char *own = memmem(text, n, OWN, sizeof OWN - 1), *at = memmem(text, n, AT, sizeof AT - 1);
  if (!own || !at) return true;
  says_changes = true;
  char now_own[40] = {0};
  memcpy(now_own, own + sizeof OWN - 1, 24);
  bool same = !strcmp(now_own, person_of(p)->own);
  strcpy(person_of(p)->own, now_own);
  return !same || strtoull(at + sizeof AT - 1, 0, 10) + 60000 > now_ms();
}

static bool are_keys_wanted(const char *text, size_t n) {
  return !says_changes || !memmem(text, n, "\"keysWanted\":[]", 15);
}

// At first, everybody has read everything, as people who come back mostly have.
static void read_all(Page *p) {
  for (int i = 0; i < person_of(p)->rooms; i++) {
    char frame[128];
    int n = snprintf(frame, sizeof frame, "{\"type\":\"read\",\"roomId\":\"%s\",\"pos\":9000000}",
        person_of(p)->ids[i]);
    ws_send(live_of(p), 1, frame, (size_t)n);
  }
}

static void on_welcomed(Conn *c, const char *text, size_t n) {
  Page *p = page_of(c);
  uint64_t now = now_ns();
  p->failures = 0;
  if (p->away) gone--;
  p->away = false;
  p->due = now + PING_EVERY;
  p->back_at = now;
  p->served_at = 0;
  p->keys = 0;
  read_rooms(p, text, n);
  chat_watch(c);
  p->mayAsk = true;
  // Before the loss, one request of each user fetches the token for those that change something.
  bool news = has_news(p, text, n);
  // The comparison of the last entry is a request only if the server does not say what has changed.
  p->call = losing ? (news ? (says_changes ? SETTINGS : COMPARE) : last_call()) : c->copy ? last_call() : ME;
  if (!losing || !are_keys_wanted(text, n)) p->keys = MOST_ROOMS;
  if (losing && !news) done_asking(p, now);
  if (!losing && !c->copy) read_all(p);
  ledger_repeat(c);
  note_served(p, now);
  ask(p, now);
}

static void on_numbered(Conn *c, uint64_t pos, const char *text, size_t length) {
  Page *p = page_of(c);
  if (p->again && pos == p->again) {
    p->again = 0;
    ledger_again(c, pos, text, length);
    return;
  }
  uint64_t at = ledger_numbered(c, pos, text, length);
  if (!p->served_at) note_served(p, tally.now);
  bool wasBack = p->served_at && p->served_at < at;
  if (!at || !wasBack) return;
  uint64_t took = tally.now - at;
  if (!losing) record(&before, took);
  else if (p->isOther) record(&others, took);
  else record(&back, took);
}

static void on_acknowledged(Conn *c, uint32_t seq, uint64_t pos) { ledger_acknowledged(c, seq, pos); }

static void on_refused(Conn *c, const char *code, size_t length) {
  (void)c;
  if (!tally.refused++ && length < sizeof tally.refusal) memcpy(tally.refusal, code, length);
}

static void on_closed(Conn *c) {
  Page *p = page_of(c);
  if (!c->asks) {
    down(p);
  } else if (c->step) {
    failed_calls++;
    call_ended(p);
  }
}

static void on_upgraded(Conn *c) {
  Page *p = page_of(c);
  p->due = now_ns() + WELCOME_PATIENCE;
  // The page asks for its last entry once more and compares it, instead of by a request.
  bool again = says_changes && losing && c->last > 0;
  p->again = again ? c->last : 0;
  c->last -= again;
  chat.upgraded(c);
  c->last += again;
}

static const Observer STORM = {on_welcomed, on_numbered, on_acknowledged, on_refused, on_connected,
    on_answered, on_closed};

// --- time

static void keep(Page *p, uint64_t now) {
  Conn *c = live_of(p);
  if (c->state == READY) {
    if (now >= p->due) {
      p->due = now + PING_EVERY;
      chat_ping(c);
    }
    ask(p, now);
  } else if (c->state == CLOSED || c->state == IDLE) {
    if (now >= p->due) connect_page(p);
  } else if (now >= p->due) {
    wire_close(c); // no answer in time
  }
}

static bool post_in(Room *room, uint64_t at) {
  for (int tries = 0; tries < room->members; tries++) {
    Conn *c = &room->conns[room->next * options.sockets];
    room->next = (room->next + 1) % room->members;
    if (c->state == READY && ledger_post(c, at)) return true;
  }
  return false;
}

// The other users' room gets as many messages as all others together.
static void post_due(uint64_t now) {
  static uint64_t start, sent;
  static int next, next_other;
  if (!posting) return;
  if (!start) start = now;
  for (; start + (uint64_t)((double)sent * 1e9 / options.rate) <= now; sent++) {
    bool other = sent % 2 && options.others;
    int crowd = options.rooms - options.others;
    post_in(other ? &rooms[crowd + next_other++ % options.others] : &rooms[next++ % crowd], now);
  }
}

// Learns when the port is closed and when it is open again.
static void probe(uint64_t now) {
  static uint64_t last;
  if (opened_at || now < last + 10 * MILLI) return;
  last = now;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.port)};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  bool open = !connect(fd, (void *)&to, sizeof to);
  close(fd);
  if (!open) refusing = true;
  if (!open || !refusing) return;
  opened_at = now;
  FILE *f = options.pid_file ? fopen(options.pid_file, "r") : 0;
  if (f && fscanf(f, "%d", &options.pids[0]) == 1) options.pid_count = 1;
  if (f) fclose(f);
}

static void turn(void) {
  static uint64_t last;
  uint64_t now = now_ns();
  tally.now = now;
  if (now >= last + 5 * MILLI) {
    last = now;
    for (int i = 0; i < conn_count; i++) keep(&pages[i], now);
  }
  post_due(now);
  wire_turn(MILLI);
}

static void run_for(double seconds) {
  for (uint64_t until = now_ns() + (uint64_t)(seconds * 1e9); now_ns() < until;) turn();
}

static void connect_slowly(void) {
  uint64_t until = now_ns() + LONGEST_STORM;
  for (int next = 0; tally.ready < conn_count;) {
    int open = next - tally.ready;
    uint64_t now = now_ns();
    for (int i = 0; i < next; i++) keep(&pages[i], now);
    while (next < conn_count && open++ < options.at_once) connect_page(&pages[next++]);
    tally.now = now_ns();
    wire_turn(MILLI);
    if (now > until) {
      fprintf(stderr, "%d in, %d closed: %s %s\n", tally.ready, gone, tally.refusal, tally.closing);
      fail("not everybody came in");
    }
  }
}

static void drop_all(void) {
  for (int i = 0; i < conn_count; i++)
    if (!pages[i].isOther) wire_close(&conns[i]);
}

static void make_pages(void) {
  pages = calloc((size_t)conn_count, sizeof *pages);
  persons = calloc((size_t)people_count(), sizeof *persons);
  bool drops = !strcmp(options.loss, "drop");
  for (int i = 0; i < conn_count; i++) {
    Page *p = &pages[i];
    p->isOther = drops && conns[i].room - rooms >= options.rooms - options.others;
    p->asking.asks = p->asking.reads = true;
    p->asking.member = i;
    p->asking.user = conns[i].user;
    p->asking.room = conns[i].room;
  }
}

static void print(int lost, double start_cpu, double base, double cpu, double cpu_asked, double quiet_ms) {
  uint64_t from = opened_at ? opened_at : lost_at;
  printf("{\"label\":\"%s\",\"mode\":\"storm\",\"loss\":\"%s\",\"pages\":%d,\"lost_pages\":%d,"
      "\"served\":%d,\"served_ms\":%.0f,\"served_p50_ms\":%.0f,\"asked\":%d,\"asked_ms\":%.0f,"
      "\"absence_ms\":%.0f,\"handshakes\":%d,\"failed_handshakes\":%d,\"failed_calls\":%d,\"limited\":%d,",
      options.label, options.loss, conn_count, lost, served,
      served_all ? (double)(served_all - from) / 1e6 : 0, quantile_ms(&serving, .5), asked,
      asked_all ? (double)(asked_all - from) / 1e6 : 0, opened_at ? (double)(opened_at - lost_at) / 1e6 : 0,
      handshakes, failed_handshakes, failed_calls, limited);
  printf("\"before_p99_ms\":%.1f,\"others\":%llu,\"others_p50_ms\":%.1f,\"others_p99_ms\":%.1f,"
      "\"others_max_ms\":%.1f,\"back\":%llu,\"back_p50_ms\":%.1f,\"back_p99_ms\":%.1f,\"back_max_ms\":%.1f,"
      "\"call_p50_ms\":%.1f,\"call_p99_ms\":%.1f,\"key_calls\":%llu,",
      quantile_ms(&before, .99), (unsigned long long)others.count, quantile_ms(&others, .5),
      quantile_ms(&others, .99), (double)others.max / 1e6, (unsigned long long)back.count,
      quantile_ms(&back, .5), quantile_ms(&back, .99), (double)back.max / 1e6, quantile_ms(&calls, .5),
      quantile_ms(&calls, .99), (unsigned long long)keys.count);
  printf("\"start_cpu_s\":%.2f,\"base_cpu_s\":%.3f,\"cpu_s\":%.2f,\"cpu_ms_each\":%.3f,\"asked_cpu_ms_each\":%.3f,"
      "\"quiet_ms\":%.0f,\"own_cpu_s\":%.2f,\"rss_kb\":%ld,", start_cpu, base, cpu,
      lost ? cpu * 1e3 / lost : 0, lost ? cpu_asked * 1e3 / lost : 0, quiet_ms, own_cpu_seconds(), rss_kb());
  printf("\"sent\":%llu,\"acknowledged\":%llu,\"received\":%llu,\"lost\":%llu,\"doubled\":%llu,\"gaps\":%llu,"
      "\"changed\":%llu,\"foreign\":%llu,\"misdirected\":%llu,\"unanswered\":%llu,\"refused\":%llu,\"refusal\":\"%s\"}\n",
      (unsigned long long)faults.sent, (unsigned long long)faults.acknowledged,
      (unsigned long long)faults.received, (unsigned long long)faults.lost,
      (unsigned long long)faults.doubled, (unsigned long long)faults.gaps,
      (unsigned long long)faults.changed, (unsigned long long)faults.foreign,
      (unsigned long long)tally.misdirected, (unsigned long long)faults.unanswered,
      (unsigned long long)tally.refused, tally.refusal);
}

static bool all_quiet(void) {
  for (int i = 0; i < conn_count; i++) {
    Page *p = &pages[i];
    if (!is_back(p) || p->call < last_call() || p->keys < person_of(p)->rooms) {
      if (!p->isOther) return false;
    }
  }
  return true;
}

static void lose(double base) {
  bool drops = !strcmp(options.loss, "drop");
  losing = true;
  lost_at = now_ns();
  handshakes = failed_handshakes = failed_calls = limited = 0;
  double own = cpu_seconds();
  if (drops) drop_all();
  fprintf(stderr, "steady\n");
  uint64_t until = lost_at + LONGEST_STORM;
  if (!drops) {
    while (!gone && now_ns() < until) turn();
    lost_at = now_ns();
    while (!opened_at && now_ns() < until) {
      turn();
      probe(now_ns());
    }
  }
  double start_cpu = drops ? 0 : cpu_seconds(), first = drops ? own : start_cpu;
  int lost = 0;
  for (int i = 0; i < conn_count; i++) lost += !pages[i].isOther;
  uint64_t begun = now_ns();
  double at_asked = 0;
  uint64_t asked_time = 0;
  while (now_ns() < until && !all_quiet()) {
    turn();
    if (!asked_time && asked == lost) {
      asked_time = now_ns();
      at_asked = cpu_seconds();
    }
  }
  double at_end = cpu_seconds(), seconds = (double)(now_ns() - begun) / 1e9;
  // The messages of the measure itself, by the server as it is by now.
  run_for(options.seconds);
  double rest = (cpu_seconds() - at_end) / options.seconds;
  if (rest < base) base = rest;
  double cpu = at_end - first - base * seconds;
  double cpu_asked = asked_time ? at_asked - first - base * (double)(asked_time - begun) / 1e9 : 0;
  fprintf(stderr, "%d of %d served, %d asked, after %.1f s\n", served, lost, asked, seconds);
  posting = false;
  run_for(5);
  ledger_check();
  heads_write();
  print(lost, start_cpu, base, cpu, cpu_asked, seconds * 1e3);
}

void storm(void) {
  static Protocol pages_protocol;
  pages_protocol = chat;
  pages_protocol.upgraded = on_upgraded;
  protocol = &pages_protocol;
  observer = &STORM;
  srand48((long)now_ms());
  if (!options.loss) fail("--loss is missing");
  make_pages();
  ledger_begin();
  double cpu = cpu_seconds();
  connect_slowly();
  fprintf(stderr, "%s: %d in, server cpu %.1f s\n", options.label, tally.ready, cpu_seconds() - cpu);
  run_for(options.warm);
  memset(&before, 0, sizeof before);
  cpu = cpu_seconds();
  run_for(options.seconds);
  double base = (cpu_seconds() - cpu) / options.seconds;
  fprintf(stderr, "before: p50 %.1f ms, p99 %.1f ms, %.3f of a core\n", quantile_ms(&before, .5),
      quantile_ms(&before, .99), base);
  lose(base);
}
