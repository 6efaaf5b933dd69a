// Other servers, which carry texts of the same size and store nothing. Each text begins with room,
// sender, line and number, so that it is checked in the same way.
#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MARK "@LOAD"
#define HEAD 30 // mark, room 5, sender 5, line 2, number 10, three commas
#define FORM MARK "%05d,%05d,%02d,%010u"

static const char *filler(void) {
  static char *text;
  if (!text) {
    text = malloc((size_t)options.bytes + 1);
    for (int i = 0; i < options.bytes; i++) text[i] = "abcdefghijklmnopqrstuvwxyz012345"[i * 7 & 31];
    text[options.bytes] = 0;
  }
  return text;
}

static size_t text_of(Conn *c, Message *m, char *to) {
  sprintf(to, FORM, (int)(c->room - rooms), c->member, (int)(m - c->lines), m->seq);
  m->text = filler() + HEAD;
  m->length = (uint32_t)(options.bytes - HEAD);
  memcpy(to + HEAD, m->text, m->length);
  return (size_t)options.bytes;
}

static unsigned number(const char *p, int digits) {
  unsigned n = 0;
  while (digits--) n = n * 10 + (unsigned)(*p++ - '0');
  return n;
}

static void text(Conn *c, const char *p) {
  unsigned room = number(p + 5, 5), sender = number(p + 11, 5);
  if (room >= (unsigned)options.rooms || sender >= (unsigned)options.members) {
    tally.misdirected++;
    return;
  }
  Conn *from = &rooms[room].conns[sender * (unsigned)options.sockets];
  sequenced(c, from, number(p + 17, 2), number(p + 20, 10), p + HEAD);
}

// Handles all complete texts in the input; returns how many bytes were consumed.
static size_t texts(Conn *c, char *p, size_t n) {
  char *at = p, *end = p + n;
  while (end - at >= HEAD) {
    char *next = memmem(at, (size_t)(end - at), MARK, 5);
    if (!next) return n - 4;
    if (end - next < options.bytes) return (size_t)(next - p);
    text(c, next);
    at = next + options.bytes;
  }
  return (size_t)(at - p);
}

static void say(Conn *c, int opcode, const char *form) {
  char frame[512];
  int room = (int)(c->room - rooms);
  int n = snprintf(frame, sizeof frame, form, room, c->member * options.sockets + c->copy);
  ws_send(c, opcode, frame, (size_t)n);
}

// --- nats-server

static void nats_upgraded(Conn *c) {
  say(c, 2, "CONNECT {\"verbose\":false,\"pedantic\":false,\"echo\":false,\"protocol\":1}\r\n"
      "SUB room.%05d 1\r\nPING\r\n");
}

static size_t nats_heard(Conn *c, char *p, size_t n) {
  if (c->state == JOINING) {
    if (memmem(p, n, "PONG\r\n", 6)) joined(c);
    return n;
  }
  if (n == 6 && !memcmp(p, "PING\r\n", 6)) {
    ws_send(c, 2, "PONG\r\n", 6);
    return n;
  }
  return texts(c, p, n);
}

static size_t nats_compose(Conn *c, Message *m, char *to) {
  size_t n = (size_t)sprintf(to, "PUB room.%05d %d\r\n", (int)(c->room - rooms), options.bytes);
  n += text_of(c, m, to + n);
  memcpy(to + n, "\r\n", 2);
  return n + 2;
}

// --- the C relay, and nginx with nchan, which does not turn off Nagle's algorithm, and would wait 40
// ms for the delayed acknowledgements of members who both send and receive

static size_t whole(Conn *c, char *p, size_t n) {
  texts(c, p, n);
  return n;
}

// --- ejabberd: rooms of XMPP over WebSocket

static const struct {
  const char *said, *awaited;
} XMPP[] = {
    {"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>",
        "ANONYMOUS"},
    {"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>", "<success"},
    {"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='localhost' version='1.0'/>",
        "xmpp-bind"},
    {"<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
     "</iq>", "<jid>"},
    {"<presence xmlns='jabber:client' to='room%05d@rooms.localhost/m%d'><x xmlns="
     "'http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>", "110"},
};

static void xmpp_upgraded(Conn *c) { say(c, 1, XMPP[0].said); }

static size_t xmpp_heard(Conn *c, char *p, size_t n) {
  if (c->state != JOINING) return whole(c, p, n);
  const char *awaited = XMPP[c->step].awaited;
  if (!memmem(p, n, awaited, strlen(awaited))) return n;
  if (++c->step == sizeof XMPP / sizeof *XMPP) joined(c);
  else say(c, 1, XMPP[c->step].said);
  return n;
}

static size_t xmpp_compose(Conn *c, Message *m, char *to) {
  size_t n = (size_t)sprintf(to, "<message xmlns='jabber:client' type='groupchat' "
      "to='room%05d@rooms.localhost'><body>", (int)(c->room - rooms));
  n += text_of(c, m, to + n);
  return n + (size_t)sprintf(to + n, "</body></message>");
}

static const struct {
  const char *name;
  Protocol protocol;
} PEERS[] = {
    {"relay", {.path = "/rooms/%05d", .opcode = 1, .upgraded = joined, .heard = whole,
        .compose = text_of}},
    {"nats", {.path = "/", .opcode = 2, .stream = true, .upgraded = nats_upgraded,
        .heard = nats_heard, .compose = nats_compose}},
    {"nchan", {.path = "/rooms/%05d", .opcode = 1, .echoes = true, .quick_acks = true,
        .upgraded = joined, .heard = whole, .compose = text_of}},
    {"ejabberd", {.path = "/xmpp", .subprotocol = "xmpp", .opcode = 1, .echoes = true,
        .upgraded = xmpp_upgraded, .heard = xmpp_heard, .compose = xmpp_compose}},
};

const Protocol *peer_named(const char *name) {
  for (size_t i = 0; i < sizeof PEERS / sizeof *PEERS; i++)
    if (!strcmp(PEERS[i].name, name)) return &PEERS[i].protocol;
  fail("no such peer");
  return 0;
}
