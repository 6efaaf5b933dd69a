// When messages are sent: as soon as the window allows (closed loop), or at fixed times.
#include "load.h"
#include <stdio.h>

#define PATIENCE 2000000000ull
#define LONGEST_TURN 2000000ull

static bool post(Conn *c, uint64_t due) {
  static char text[4096];
  Message *m = c->state == READY && c->reads ? free_line(c) : 0;
  if (!m) return false;
  m->seq = ++c->seq;
  if (c->sealed) next_sealed(c, m);
  size_t n = protocol->compose(c, m, text);
  sent(m, due);
  ws_send(c, protocol->opcode, text, n);
  return true;
}

// Returns the next member to send; members send in turn, from their first connection.
static bool post_in(Room *room, uint64_t due) {
  for (int tries = 0; tries < room->members; tries++) {
    Conn *c = &room->conns[room->next * options.sockets];
    room->next = (room->next + 1) % room->members;
    if (post(c, due)) return true;
  }
  return false;
}

static bool fill(Room *room, uint64_t now) {
  while (room->under_way < options.window) {
    if (options.budget && room->sent >= (uint64_t)options.budget) return false;
    if (!post_in(room, now)) break;
  }
  if (room->under_way && now > room->progress + PATIENCE) forget_stuck(room);
  return true;
}

static uint64_t start;
static uint64_t scheduled;

static uint64_t due_at(uint64_t k) { return start + (uint64_t)((double)k * 1e9 / options.rate); }

static uint64_t at_fixed_times(uint64_t now) {
  for (int burst = 0; burst < 256 && now >= due_at(scheduled); burst++, scheduled++) {
    Room *room = &rooms[scheduled % (uint64_t)options.rooms];
    if (!post_in(room, due_at(scheduled))) {
      if (now > room->progress + PATIENCE && room->under_way) forget_stuck(room);
      return LONGEST_TURN;
    }
  }
  uint64_t due = due_at(scheduled);
  now = now_ns();
  uint64_t wait = due > now ? due - now : 0;
  return wait < LONGEST_TURN ? wait : LONGEST_TURN;
}

static bool in_closed_loop(uint64_t now) {
  for (int r = 0; r < options.rooms; r++)
    if (!fill(&rooms[r], now)) return false;
  return true;
}

static bool all_arrived(void) {
  for (int r = 0; r < options.rooms; r++)
    if (rooms[r].under_way) return false;
  return true;
}

typedef struct {
  uint64_t at, reads;
  double server, own;
} Reading;

static Reading reading(uint64_t at) {
  return (Reading){at, tally.reads, cpu_seconds(), own_cpu_seconds()};
}

static void print(FILE *to, Reading a, Reading b) {
  double seconds = (double)(b.at - a.at) / 1e9, million = (double)tally.windowed / 1e6;
  fprintf(to, "{\"label\":\"%s\",\"mode\":\"%s\",\"rooms\":%d,\"members\":%d,\"connections\":%d,"
      "\"window\":%d,\"rate\":%.0f,\"seconds\":%.2f,\"sent\":%llu,\"deliveries_per_s\":%.0f,"
      "\"accepted_per_s\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"p999_ms\":%.2f,\"max_ms\":%.2f,"
      "\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,",
      options.label, options.rate > 0 ? "rate" : "closed", options.rooms, options.members,
      tally.ready, options.rate > 0 ? 0 : options.window, options.rate, seconds,
      (unsigned long long)tally.sent, (double)tally.windowed / seconds,
      (double)tally.accepted_windowed / seconds, quantile_ms(&tally.delivery, .5),
      quantile_ms(&tally.delivery, .99), quantile_ms(&tally.delivery, .999),
      (double)tally.delivery.max / 1e6, quantile_ms(&tally.acknowledgement, .5),
      quantile_ms(&tally.acknowledgement, .99));
  fprintf(to, "\"lost\":%llu,\"doubled\":%llu,\"disordered\":%llu,\"misdirected\":%llu,\"changed\":%llu,"
      "\"foreign\":%llu,\"refused\":%llu,\"refusal\":\"%s\",\"stuck\":%llu,\"closed\":%d,"
      "\"closing\":\"%s\",\"server_cpu_s\":%.2f,\"cpu_s_per_million\":%.3f,\"own_cpu_s\":%.2f,"
      "\"deliveries_per_read\":%.1f,\"rss_kb\":%ld}\n",
      (unsigned long long)lost(), (unsigned long long)tally.doubled,
      (unsigned long long)tally.disordered, (unsigned long long)tally.misdirected,
      (unsigned long long)tally.changed, (unsigned long long)tally.foreign,
      (unsigned long long)tally.refused, tally.refusal, (unsigned long long)tally.stuck,
      tally.closed, tally.closing, b.server - a.server,
      million > 0 ? (b.server - a.server) / million : 0, b.own - a.own,
      b.reads > a.reads ? (double)tally.windowed / (double)(b.reads - a.reads) : 0, rss_kb());
}

// Lines that do not count go to standard error.
void run(bool counts) {
  start = now_ns();
  scheduled = 0;
  tally.window_from = start + (uint64_t)(options.warm * 1e9);
  tally.window_to = tally.window_from + (uint64_t)(options.seconds * 1e9);
  for (int r = 0; r < options.rooms; r++) rooms[r].progress = start;
  Reading first = reading(start);
  bool begun = false, more = true;
  for (uint64_t now = start; more && now < tally.window_to; now = now_ns()) {
    if (!begun && now >= tally.window_from) {
      begun = true;
      first = reading(now);
    }
    tally.now = now;
    uint64_t wait = LONGEST_TURN;
    if (options.rate > 0) wait = at_fixed_times(now);
    else more = in_closed_loop(now);
    wire_turn(wait);
  }
  uint64_t end = now_ns();
  if (end < tally.window_to) tally.window_to = end;
  Reading last = reading(end);
  for (uint64_t until = end + (uint64_t)(options.drain * 1e9); !all_arrived() && now_ns() < until;)
    wire_turn(10000000);
  print(counts ? stdout : stderr, first, last);
}
