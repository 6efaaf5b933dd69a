// Secure Chat's frames (secure-chat.v1), as the page sends and receives them.
#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TYPE "{\"type\":\""
// A UUID of version 7: milliseconds, line, run, message.
#define CLIENT_ID "%08x-%04x-7%03x-8%03x-%012x"
#define HELD "{\"roomId\":\"%s\",\"pos\":%llu}"

// The run is part of the id, because the server remembers the ids of earlier runs.
static unsigned this_run(void) {
  static unsigned run;
  if (!run) run = (unsigned)getpid() & 0xfff;
  return run;
}

static void hello(Conn *c) {
  char frame[256];
  int n = snprintf(frame, sizeof frame, TYPE "hello\",\"rooms\":[" HELD "]}", c->room->id,
      (unsigned long long)c->last);
  ws_send(c, 1, frame, (size_t)n);
}

static size_t compose(Conn *c, Message *m, char *to) {
  uint64_t ms = now_ms();
  int n = sprintf(to, TYPE "post\",\"roomId\":\"%s\",\"clientId\":\"" CLIENT_ID
      "\",\"envelope\":\"", c->room->id, (unsigned)(ms >> 16), (unsigned)(ms & 0xffff),
      (unsigned)(m - c->lines), this_run(), m->seq);
  memcpy(to + n, m->text, m->length);
  memcpy(to + n + m->length, "\"}", 2);
  return (size_t)n + m->length + 2;
}

static void about_room(Conn *c, const char *type) {
  char frame[128];
  int n = snprintf(frame, sizeof frame, TYPE "%s\",\"roomId\":\"%s\"}", type, c->room->id);
  ws_send(c, 1, frame, (size_t)n);
}

void chat_open_epoch(Conn *c) {
  c->begun = now_ns();
  about_room(c, "open");
}

void chat_watch(Conn *c) { about_room(c, "watch"); }

void chat_typing(Conn *c) { about_room(c, "typing"); }

void chat_ping(Conn *c) { ws_send(c, 1, TYPE "ping\"}", 15); }

// Returns the value of a field. The fields used here contain no escapes.
static const char *value(const char *p, size_t n, const char *name, size_t *length) {
  char wanted[32];
  size_t w = (size_t)snprintf(wanted, sizeof wanted, "\"%s\":", name);
  const char *at = memmem(p, n, wanted, w);
  if (!at) return 0;
  at += w;
  if (*at != '"') {
    *length = strspn(at, "0123456789");
    return at;
  }
  const char *end = memchr(at + 1, '"', n - (size_t)(at + 1 - p));
  *length = end ? (size_t)(end - at - 1) : 0;
  return at + 1;
}

// Reads the fields of one entry, from after its opening brace; returns its end.
static const char *entry(Conn *c, const char *p, const char *end) {
  uint64_t pos = 0;
  const char *text = 0;
  size_t length = c->room->conns[0].lines[0].length;
  while (p < end && *p == '"') {
    char field = p[1];
    p = memchr(p + 1, '"', (size_t)(end - p - 1));
    if (!p || p + 2 >= end) return end;
    p += 2;
    if (*p == '"') {
      const char *close = p + 1 + length < end && p[1 + length] == '"' && field == 'e'
          ? p + 1 + length : memchr(p + 1, '"', (size_t)(end - p - 1));
      if (!close) return end;
      text = p + 1;
      length = (size_t)(close - text);
      p = close + 1;
    } else {
      uint64_t number = 0;
      for (; p < end && *p >= '0' && *p <= '9'; p++) number = number * 10 + (uint64_t)(*p - '0');
      if (field == 'p') pos = number;
    }
    if (p < end && *p == ',') p++;
  }
  if (text) numbered(c, pos, text, length);
  return p;
}

// Whether a frame belongs to the room of this run. Frames of the user's other rooms are ignored and
// are no fault.
static bool is_own(Conn *c, const char *p, size_t n) {
  size_t length = 0;
  const char *room = value(p, n < 128 ? n : 128, "roomId", &length);
  if (!room || length != 36) return false;
  if (!memcmp(room, c->room->id, 36)) return true;
  if (!is_member(c->user, room)) tally.misdirected++;
  return false;
}

static void entries(Conn *c, const char *p, size_t n) {
  const char *end = p + n, *at = memchr(p, '[', n);
  if (!is_own(c, p, n) || !at) return;
  for (at++; at < end && (*at == '{' || *at == ','); at++)
    if (*at == '{') {
      at = entry(c, at + 1, end);
      if (at < end && *at != '}') fail("an entry reads in another way than expected");
    }
}

static bool line_of(const char *p, size_t n, unsigned *line, unsigned *seq) {
  size_t length = 0;
  unsigned high, low, run;
  const char *id = value(p, n, "clientId", &length);
  return id && length == 36 && sscanf(id, CLIENT_ID, &high, &low, line, &run, seq) == 5;
}

static void accepted(Conn *c, const char *p, size_t n) {
  unsigned line, seq;
  size_t length = 0;
  const char *pos = value(p, n, "pos", &length);
  if (pos && line_of(p, n, &line, &seq)) acknowledged(c, line, seq, strtoull(pos, 0, 10));
}

static void refusal(Conn *c, const char *p, size_t n) {
  unsigned line = LINES, seq = 0;
  size_t length = 0;
  const char *code = value(p, n, "code", &length);
  line_of(p, n, &line, &seq);
  if (code) refused(c, line, seq, code, length);
}

// More entries are missing than the server sends by itself. A page would request slices; the
// generator skips them.
static void head(Conn *c, const char *p, size_t n) {
  size_t length = 0;
  const char *pos = value(p, n, "pos", &length);
  if (!pos || !is_own(c, p, n)) return;
  c->last = strtoull(pos, 0, 10);
  if (c->last > c->room->head) c->room->head = c->last;
}

static size_t heard(Conn *c, char *p, size_t n) {
  size_t skip = sizeof TYPE - 1;
  if (n < skip + 5 || memcmp(p, TYPE, skip)) fail("a frame begins in another way than expected");
  const char *type = p + skip; // the buffer always has some bytes after it
  if (!memcmp(type, "entries\"", 8)) entries(c, p, n);
  else if (!memcmp(type, "accepted", 8)) accepted(c, p, n);
  else if (!memcmp(type, "refused\"", 8)) refusal(c, p, n);
  else if (!memcmp(type, "welcome\"", 8)) {
    joined(c);
    if (observer) observer->welcomed(c, p, n);
  }
  else if (!memcmp(type, "head\"", 5)) head(c, p, n);
  else if (!memcmp(type, "typing\"", 7)) tally.signs++;
  else if (!memcmp(type, "opened\"", 7)) {
    tally.opened++;
    record(&tally.acknowledgement, tally.now - c->begun);
  }
  return n;
}

const Protocol chat = {
    .path = "/ws",
    .subprotocol = "secure-chat.v1",
    .opcode = 1,
    .echoes = true,
    .acknowledges = true,
    .upgraded = hello,
    .heard = heard,
    .compose = compose,
};
