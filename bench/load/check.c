// Compares every delivery with what was sent: nothing lost, doubled, out of order, misdirected or
// changed.
#include "load.h"
#include <string.h>

#define TABLE (1 << 18)
#define TAIL 12 // characters at the end of a message that identify it: part of its signature

static Message *table[TABLE];

static uint64_t mark(const char *text, uint32_t length) {
  uint64_t m;
  memcpy(&m, text + length - TAIL, sizeof m);
  return m;
}

static uint32_t place(uint64_t mark) { return (uint32_t)((mark * 0x9e3779b97f4a7c15ull) >> 46); }

void remember_line(Message *m) {
  uint32_t i = place(mark(m->text, m->length));
  while (table[i]) i = (i + 1) & (TABLE - 1);
  table[i] = m;
}

// Open addressing: later entries move up, so that no search ends too early.
void forget_line(Message *m) {
  uint32_t i = place(mark(m->text, m->length));
  while (table[i] && table[i] != m) i = (i + 1) & (TABLE - 1);
  if (!table[i]) return;
  for (uint32_t j = (i + 1) & (TABLE - 1); table[j]; j = (j + 1) & (TABLE - 1)) {
    uint32_t home = place(mark(table[j]->text, table[j]->length));
    if (((j - home) & (TABLE - 1)) >= ((j - i) & (TABLE - 1))) {
      table[i] = table[j];
      i = j;
    }
  }
  table[i] = 0;
}

void forget_lines(void) { memset(table, 0, sizeof table); }

static Message *find_line(const char *text, uint32_t length) {
  if (length < TAIL) return 0;
  uint64_t wanted = mark(text, length);
  for (uint32_t i = place(wanted); table[i]; i = (i + 1) & (TABLE - 1))
    if (mark(table[i]->text, table[i]->length) == wanted) return table[i];
  return 0;
}

Message *free_line(Conn *c) {
  for (int i = 0; i < LINES; i++)
    if (!c->lines[i].left && c->lines[i].sender) return &c->lines[i];
  return 0;
}

void sent(Message *m, uint64_t due) {
  Room *room = m->sender->room;
  m->due = due;
  m->acknowledged = false;
  m->left = room->listeners - 1 + protocol->echoes + protocol->acknowledges;
  m->sender->own++;
  room->sent++;
  room->under_way++;
  tally.sent++;
}

static void arrived_one(Message *m) {
  if (--m->left) return;
  m->sender->room->under_way--;
  m->sender->room->progress = tally.now;
}

static bool in_window(uint64_t t) { return t >= tally.window_from && t < tally.window_to; }

static void arrived(Conn *c, Message *m) {
  if (!m->left) {
    if (m->due) tally.doubled++;
    else tally.foreign++;
    return;
  }
  if (c != m->sender) {
    c->got++;
    tally.deliveries++;
    tally.windowed += tally.in_window;
    if (in_window(m->due)) record(&tally.delivery, tally.now > m->due ? tally.now - m->due : 0);
  }
  arrived_one(m);
}

// Whether this position is new. A gap is remembered, because what fills it arrives out of order.
static bool follows(Conn *c, uint64_t pos) {
  if (pos <= c->last) {
    if (c->missing) {
      c->missing--;
      tally.disordered++;
      return true;
    }
    tally.doubled++;
    return false;
  }
  c->missing += pos - c->last - 1;
  c->last = pos;
  return true;
}

void numbered(Conn *c, uint64_t pos, const char *text, size_t length) {
  if (observer) {
    observer->numbered(c, pos, text, length);
    return;
  }
  if (!follows(c, pos)) return;
  Room *room = c->room;
  if (pos > room->head) room->head = pos;
  Message *m = 0;
  uint64_t i = pos & (RING - 1);
  if (room->ring[i].pos == pos) {
    m = room->ring[i].message;
  } else {
    m = find_line(text, (uint32_t)length);
    room->ring[i].pos = pos;
    room->ring[i].message = m;
  }
  if (!m) {
    tally.foreign++;
    return;
  }
  if (m->length != length || memcmp(m->text, text, length)) tally.changed++;
  if (m->sender->room != room) tally.misdirected++;
  arrived(c, m);
}

void sequenced(Conn *c, Conn *sender, uint32_t line, uint32_t seq, const char *text) {
  if (sender->room != c->room || line >= LINES) {
    tally.misdirected++;
    return;
  }
  uint32_t *last = &c->last_seq[sender->member];
  Message *m = &sender->lines[line];
  if (seq == *last) {
    tally.doubled++;
    return;
  }
  if (seq < *last) tally.disordered++;
  else *last = seq;
  if (m->seq != seq) {
    tally.stuck++;
    return;
  }
  if (memcmp(m->text, text, m->length)) tally.changed++;
  arrived(c, m);
}

void acknowledged(Conn *c, uint32_t line, uint32_t seq, uint64_t pos) {
  if (observer) {
    observer->acknowledged(c, seq, pos);
    return;
  }
  Message *m = line < LINES ? &c->lines[line] : 0;
  if (!m || m->seq != seq || m->acknowledged || !m->left) {
    tally.doubled++;
    return;
  }
  uint64_t i = pos & (RING - 1);
  if (c->room->ring[i].pos == pos && c->room->ring[i].message != m) tally.changed++;
  c->room->ring[i].pos = pos;
  c->room->ring[i].message = m;
  m->acknowledged = true;
  tally.accepted++;
  tally.accepted_windowed += tally.in_window;
  if (in_window(m->due)) record(&tally.acknowledgement, tally.now - m->due);
  arrived_one(m);
}

void refused(Conn *c, uint32_t line, uint32_t seq, const char *code, size_t length) {
  if (observer) {
    observer->refused(c, code, length);
    return;
  }
  if (!tally.refused++ && length < sizeof tally.refusal) memcpy(tally.refusal, code, length);
  Message *m = line < LINES ? &c->lines[line] : 0;
  if (!m || m->seq != seq || !m->left) return;
  m->left = 0;
  c->own--;
  c->room->sent--;
  c->room->under_way--;
  c->room->progress = tally.now;
  tally.sent--;
}

// Lets a room continue whose messages will not arrive any more; their loss is counted separately.
void forget_stuck(Room *room) {
  for (int i = 0; i < room->size; i++)
    for (int k = 0; k < LINES; k++) room->conns[i].lines[k].left = 0;
  tally.stuck += (uint64_t)room->under_way;
  room->under_way = 0;
  room->progress = tally.now;
}

uint64_t lost(void) {
  uint64_t sum = 0;
  for (int i = 0; i < conn_count; i++) {
    Conn *c = &conns[i];
    uint64_t due = c->room->sent - c->own;
    if (c->state == READY && c->reads && due > c->got) sum += due - c->got;
  }
  return sum;
}
