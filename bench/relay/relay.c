// The least that a chat server must do: a relay for text over WebSocket, one thread, one epoll. It
// checks nobody and stores nothing. What arrives in one turn leaves in one write for each connection,
// so it shows what the kernel costs. Usage: relay PORT
//
// Connections to /rooms/NNNNN are in room NNNNN and receive what the others of the room send.
// Understands only what the load generator sends: whole frames of less than 64 KB, and one handshake
// key.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOMS 100000
#define LARGEST_READ (1 << 20)
#define LARGEST_QUEUE (4 << 20)
#define EVENTS 512
#define CLOSE 8

// For the generator's constant Sec-WebSocket-Key (RFC 6455, 4.2.2).
static const char ANSWER[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Accept: 47OdoK6WbtNymBd5ZUAkqY8/YAk=\r\n\r\n";

typedef struct {
  char *bytes;
  size_t length, size;
} Buffer;

typedef struct {
  int fd, room, place; // the place in the room's list; room -1: no handshake yet
  bool waits_for_space, queued;
  Buffer in, out;
} Conn;

typedef struct {
  Conn **members;
  int count, size;
} Room;

static Room rooms[ROOMS];
static int epoll;
static char received[LARGEST_READ];
static Conn **queued; // connections with something to send at the end of this turn
static int queued_count, queued_size;

static void append(Buffer *to, const char *bytes, size_t length) {
  if (to->length + length > to->size) {
    to->size = (to->length + length) * 2;
    to->bytes = realloc(to->bytes, to->size);
  }
  memcpy(to->bytes + to->length, bytes, length);
  to->length += length;
}

static void wait_for_space(Conn *c, bool waits) {
  if (c->waits_for_space == waits) return;
  c->waits_for_space = waits;
  struct epoll_event e = {.events = EPOLLIN | (waits ? EPOLLOUT : 0), .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}

static void enter(Conn *c, int number) {
  Room *room = &rooms[number];
  if (room->count == room->size) {
    room->size = room->size * 2 + 4;
    room->members = realloc(room->members, (size_t)room->size * sizeof *room->members);
  }
  c->room = number;
  c->place = room->count;
  room->members[room->count++] = c;
}

static void end(Conn *c) {
  if (c->fd < 0) return;
  close(c->fd);
  c->fd = -1;
  if (c->room < 0) return;
  Room *room = &rooms[c->room];
  Conn *last = room->members[--room->count];
  room->members[c->place] = last;
  last->place = c->place;
}

static void flush(Conn *c) {
  ssize_t n = send(c->fd, c->out.bytes, c->out.length, MSG_NOSIGNAL);
  if (n < 0 && errno != EAGAIN) {
    end(c);
    return;
  }
  if (n > 0) {
    c->out.length -= (size_t)n;
    memmove(c->out.bytes, c->out.bytes + n, c->out.length);
  }
  wait_for_space(c, c->out.length > 0);
}

static void deliver(Conn *c, const char *frame, size_t length) {
  if (c->out.length + length > LARGEST_QUEUE) {
    shutdown(c->fd, SHUT_RDWR);
    return;
  }
  append(&c->out, frame, length);
  if (c->queued) return;
  c->queued = true;
  if (queued_count == queued_size) {
    queued_size = queued_size * 2 + 1024;
    queued = realloc(queued, (size_t)queued_size * sizeof *queued);
  }
  queued[queued_count++] = c;
}

static void flush_all(void) {
  for (int i = 0; i < queued_count; i++) {
    queued[i]->queued = false;
    if (queued[i]->fd >= 0 && !queued[i]->waits_for_space) flush(queued[i]);
  }
  queued_count = 0;
}

static void unmask(char *p, size_t n, const char *mask) {
  uint64_t key, word;
  memcpy(&key, mask, 4);
  key = (key & 0xffffffff) | key << 32;
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    memcpy(&word, p + i, 8);
    word ^= key;
    memcpy(p + i, &word, 8);
  }
  for (; i < n; i++) p[i] ^= mask[i & 3];
}

// Relays one frame; returns its length, or 0 if it is incomplete.
static size_t frame(Conn *c, char *p, size_t n) {
  if (n < 2) return 0;
  size_t length = p[1] & 127, head = length < 126 ? 2 : 4;
  if (n < head + 4) return 0;
  if (length == 127) {
    end(c);
    return 0;
  }
  if (length == 126) length = (size_t)((uint8_t)p[2] << 8 | (uint8_t)p[3]);
  size_t all = head + 4 + length;
  if (n < all) return 0;
  if ((p[0] & 15) == CLOSE) {
    end(c);
    return 0;
  }
  char mask[4];
  memcpy(mask, p + head, 4);
  unmask(p + head + 4, length, mask);
  memmove(p + 4, p, head); // in front of the text, where the mask was
  p[5] &= 127;
  Room *room = &rooms[c->room];
  for (int i = 0; i < room->count; i++)
    if (room->members[i] != c) deliver(room->members[i], p + 4, head + length);
  return all;
}

static size_t handshake(Conn *c, char *p, size_t n) {
  char *end_of_request = memmem(p, n, "\r\n\r\n", 4);
  if (!end_of_request) return 0;
  int room = -1;
  sscanf(p, "GET /rooms/%5d", &room);
  if (room < 0 || send(c->fd, ANSWER, sizeof ANSWER - 1, MSG_NOSIGNAL) < 0) end(c);
  else enter(c, room);
  return (size_t)(end_of_request + 4 - p);
}

static void readable(Conn *c) {
  memcpy(received, c->in.bytes ? c->in.bytes : "", c->in.length);
  ssize_t n = recv(c->fd, received + c->in.length, sizeof received - c->in.length, 0);
  if (n <= 0) {
    if (n == 0 || errno != EAGAIN) end(c);
    return;
  }
  size_t all = c->in.length + (size_t)n, taken = 0, more = 1;
  while (more && c->fd >= 0) {
    more = c->room < 0 ? handshake(c, received, all) : frame(c, received + taken, all - taken);
    taken += more;
  }
  c->in.length = 0;
  append(&c->in, received + taken, all - taken);
}

static void welcome(int listener) {
  int fd, one = 1;
  while ((fd = accept4(listener, 0, 0, SOCK_NONBLOCK)) >= 0) {
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    Conn *c = calloc(1, sizeof *c);
    c->fd = fd;
    c->room = -1;
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
  }
}

static int listen_at(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(listener, (void *)&at, sizeof at) || listen(listener, 4096)) {
    perror("relay");
    exit(1);
  }
  return listener;
}

int main(int count, char **given) {
  if (count != 2) return 2;
  signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  int listener = listen_at(atoi(given[1]));
  epoll = epoll_create1(0);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = 0};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &e);
  for (;;) {
    struct epoll_event events[EVENTS];
    int n = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < n; i++) {
      Conn *c = events[i].data.ptr;
      if (!c) welcome(listener);
      if (c && c->fd >= 0 && (events[i].events & EPOLLOUT)) flush(c);
      if (c && c->fd >= 0 && (events[i].events & ~(uint32_t)EPOLLOUT)) readable(c);
    }
    flush_all();
  }
}
