// Sockets, with buffers for partial reads and writes.
#define _GNU_SOURCE
#include "load.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ROOM_TO_READ (1 << 20)
#define EVENTS 512

static int epoll;
static char *buffer;

void wire_start(void) {
  epoll = epoll_create1(0);
  buffer = malloc(ROOM_TO_READ);
  if (epoll < 0 || !buffer) fail("no epoll");
}

void wire_open(Conn *c) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port_of(c))};
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (c->fd < 0) fail("socket");
  int one = 1, small = 4096;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (!c->reads || options.trickle)
    setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  if (options.addresses) {
    // As many addresses as a crowd has: the server's limits count by address.
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 256 + (uint32_t)(c->user % options.addresses));
    setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (bind(c->fd, (void *)&from, sizeof from) < 0) fail("bind");
  }
  c->state = CONNECTING;
  c->begun = now_ns();
  tally.opening++;
  if (connect(c->fd, (void *)&to, sizeof to) < 0 && errno != EINPROGRESS) {
    wire_close(c);
    return;
  }
  struct epoll_event e = {.events = EPOLLOUT, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
}

static void listen_for(Conn *c, bool out) {
  if (c->wants_out == out) return;
  c->wants_out = out;
  struct epoll_event e = {.events = EPOLLIN | (out ? EPOLLOUT : 0), .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_MOD, c->fd, &e);
}

void wire_close(Conn *c) {
  if (c->state == CLOSED) return;
  if (c->state == READY) {
    tally.ready--;
    if (c->room && c->reads) c->room->listeners--;
  } else {
    tally.opening--;
  }
  c->state = CLOSED;
  close(c->fd);
  tally.closed++;
  if (observer) observer->closed(c);
}

void wire_stop_reading(Conn *c) { epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, 0); }

static void flush(Conn *c) {
  while (c->out_from < c->out_length) {
    ssize_t n = send(c->fd, c->out + c->out_from, c->out_length - c->out_from, MSG_NOSIGNAL);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
      listen_for(c, true);
      return;
    }
    if (n <= 0) {
      wire_close(c);
      return;
    }
    c->out_from += (size_t)n;
  }
  c->out_from = c->out_length = 0;
  listen_for(c, false);
}

void wire_send(Conn *c, const char *bytes, size_t length) {
  if (c->state == CLOSED) return;
  if (c->out_length == 0) {
    ssize_t n = send(c->fd, bytes, length, MSG_NOSIGNAL);
    if (n == (ssize_t)length) return;
    if (n < 0 && errno != EAGAIN && errno != EINTR) {
      wire_close(c);
      return;
    }
    if (n > 0) bytes += n, length -= (size_t)n;
  }
  if (c->out_length + length > c->out_size) {
    c->out_size = (c->out_length + length) * 2;
    c->out = realloc(c->out, c->out_size);
  }
  memcpy(c->out + c->out_length, bytes, length);
  c->out_length += length;
  listen_for(c, true);
}

static void connected(Conn *c) {
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) {
    errno = error;
    wire_close(c);
    return;
  }
  c->wants_out = true;
  listen_for(c, false);
  if (c->asks) observer->connected(c);
  else login_begin(c);
}

static size_t take(Conn *c, char *p, size_t n) {
  size_t taken = 0;
  while (taken < n && c->state != CLOSED) {
    bool http = c->state == LOGGING_IN || c->state == UPGRADING;
    size_t more = c->asks ? answer_take(c, p + taken, n - taken)
        : http ? login_take(c, p + taken, n - taken) : ws_take(c, p + taken, n - taken);
    if (!more) break;
    taken += more;
  }
  return taken;
}

static void readable(Conn *c) {
  size_t kept = c->in_length;
  if (kept) memcpy(buffer, c->in, kept);
  size_t most = options.trickle && c->state == READY ? 1 : ROOM_TO_READ - kept;
  ssize_t n = recv(c->fd, buffer + kept, most, 0);
  if (n <= 0) {
    if (n == 0 || (errno != EAGAIN && errno != EINTR)) wire_close(c);
    return;
  }
  int one = 1;
  if (protocol->quick_acks) setsockopt(c->fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
  tally.now = now_ns();
  tally.in_window = tally.now >= tally.window_from && tally.now < tally.window_to;
  tally.reads++;
  size_t all = kept + (size_t)n, taken = take(c, buffer, all), left = all - taken;
  if (c->state == CLOSED) return;
  if (left > 0) {
    if (left == ROOM_TO_READ) fail("a frame is larger than a megabyte");
    c->in = realloc(c->in, left);
    memcpy(c->in, buffer + taken, left);
  } else {
    free(c->in);
    c->in = 0;
  }
  c->in_length = left;
}

void wire_turn(uint64_t at_most_ns) {
  struct epoll_event events[EVENTS];
  struct timespec t = {(time_t)(at_most_ns / 1000000000ull), (long)(at_most_ns % 1000000000ull)};
  int n = epoll_pwait2(epoll, events, EVENTS, &t, 0);
  for (int i = 0; i < n; i++) {
    Conn *c = events[i].data.ptr;
    if (c->state == CONNECTING) {
      connected(c);
      continue;
    }
    if (c->state != CLOSED && (events[i].events & EPOLLOUT)) flush(c);
    if (c->state != CLOSED && (events[i].events & ~(uint32_t)EPOLLOUT)) readable(c);
  }
}
