// What the rooms' logs must hold when connections break and come back: every page receives every
// position once, all pages the same text at it, and each message that was acknowledged stands at its
// position and nowhere else. A message without an answer is sent again, as the page's outbox does.
#include "load.h"
#include <stdlib.h>
#include <string.h>

#define TAIL 12 // characters at the end of a message that identify it: part of its signature
#define LONGEST 4096

typedef struct {
  uint64_t mark, at, pos, acknowledged;
  const char *text;
  uint32_t length, seq, repeats;
} Sent;

typedef struct {
  uint64_t base; // the position before the first one that counts
  Sent *sent;
  uint64_t *marks; // of what pages have received, by position
  size_t sent_count, sent_size, positions, marks_size;
} Ledger;

// The message of a page that is not acknowledged yet.
typedef struct {
  char *frame;
  size_t length, sent;
} Flight;

struct Faults faults;
static Ledger *ledgers;
static Flight *flights;

void ledger_begin(void) {
  ledgers = calloc((size_t)options.rooms, sizeof *ledgers);
  flights = calloc((size_t)conn_count, sizeof *flights);
  for (int r = 0; r < options.rooms; r++) ledgers[r].base = rooms[r].head;
}

static Ledger *of(const Conn *c) { return &ledgers[c->room - rooms]; }

static uint64_t mark_of(const char *text, size_t length) {
  uint64_t mark = 0;
  if (length >= TAIL) memcpy(&mark, text + length - TAIL, sizeof mark);
  return mark;
}

// Sends the next message of this page, if its last one is acknowledged.
bool ledger_post(Conn *c, uint64_t now) {
  static char text[LONGEST];
  Ledger *l = of(c);
  Flight *f = &flights[c - conns];
  if (c->copy || f->frame || !c->sealed || *c->sealed_used >= c->sealed_count) return false;
  Message *m = &c->lines[0];
  m->text = c->sealed + (size_t)(*c->sealed_used)++ * (m->length + 1);
  m->seq = ++c->seq;
  if (l->sent_count == l->sent_size)
    l->sent = realloc(l->sent, (l->sent_size = l->sent_size * 2 + 64) * sizeof *l->sent);
  f->sent = l->sent_count++;
  l->sent[f->sent] = (Sent){mark_of(m->text, m->length), now, 0, 0, m->text, m->length, m->seq, 0};
  f->length = protocol->compose(c, m, text);
  f->frame = malloc(f->length);
  memcpy(f->frame, text, f->length);
  faults.sent++;
  ws_send(c, protocol->opcode, f->frame, f->length);
  return true;
}

// The same message with the same id: the server stores it once.
void ledger_repeat(Conn *c) {
  Flight *f = &flights[c - conns];
  if (!f->frame) return;
  ws_send(c, protocol->opcode, f->frame, f->length);
  of(c)->sent[f->sent].repeats++;
}

// Whether this answers a message that was sent more than once, and was answered before.
static bool is_repeated(Ledger *l, uint32_t seq, uint64_t pos) {
  for (size_t i = l->sent_count; i-- > 0;) {
    Sent *s = &l->sent[i];
    if (s->seq == seq && s->acknowledged == pos && s->repeats) return s->repeats--;
  }
  return false;
}

void ledger_acknowledged(Conn *c, uint32_t seq, uint64_t pos) {
  Flight *f = &flights[c - conns];
  Ledger *l = of(c);
  if (!f->frame || l->sent[f->sent].seq != seq) {
    if (!is_repeated(l, seq, pos)) faults.doubled++;
    return;
  }
  l->sent[f->sent].acknowledged = pos;
  faults.acknowledged++;
  free(f->frame);
  f->frame = 0;
}

static Sent *find(Ledger *l, uint64_t mark) {
  for (size_t i = l->sent_count; i-- > 0;)
    if (l->sent[i].mark == mark) return &l->sent[i];
  return 0;
}

// Keeps what stands at a position; returns whether it is the same as for the pages before.
static bool keep(Ledger *l, size_t i, uint64_t mark) {
  if (i >= l->marks_size) {
    size_t size = (i + 64) * 2;
    l->marks = realloc(l->marks, size * sizeof *l->marks);
    memset(l->marks + l->marks_size, 0, (size - l->marks_size) * sizeof *l->marks);
    l->marks_size = size;
  }
  if (i >= l->positions) l->positions = i + 1;
  if (!l->marks[i]) l->marks[i] = mark;
  return l->marks[i] == mark;
}

// An entry that a page holds already, and compares.
void ledger_again(Conn *c, uint64_t pos, const char *text, size_t length) {
  Ledger *l = of(c);
  if (pos > l->base && !keep(l, pos - l->base - 1, mark_of(text, length))) faults.changed++;
}

// Takes an entry that a page has received; returns when it was sent, 0 if it does not count.
uint64_t ledger_numbered(Conn *c, uint64_t pos, const char *text, size_t length) {
  Ledger *l = of(c);
  if (pos <= c->last) {
    faults.doubled++;
    return 0;
  }
  faults.gaps += pos - c->last - 1;
  c->last = pos;
  if (pos > c->room->head) c->room->head = pos;
  if (pos <= l->base) return 0;
  uint64_t mark = mark_of(text, length);
  Sent *s = find(l, mark);
  if (!s) {
    faults.foreign++;
    return 0;
  }
  faults.received++;
  if (!keep(l, pos - l->base - 1, mark) || s->length != length || memcmp(s->text, text, length))
    faults.changed++;
  if (s->pos && s->pos != pos) faults.doubled++;
  s->pos = pos;
  return s->at;
}

// At the end: every page has every position, and every acknowledged message is at its own.
void ledger_check(void) {
  for (int i = 0; i < conn_count; i++) {
    if (conns[i].room->head > conns[i].last) faults.lost += conns[i].room->head - conns[i].last;
    if (flights[i].frame) faults.unanswered++;
  }
  for (int r = 0; r < options.rooms; r++)
    for (size_t i = 0; i < ledgers[r].sent_count; i++) {
      Sent *s = &ledgers[r].sent[i];
      if (s->acknowledged && s->acknowledged != s->pos) faults.lost++;
    }
}
