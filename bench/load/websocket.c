// RFC 6455, client side: upgrade, masked frames out, frames of any kind in.
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LARGEST_OUT 70000

void ws_upgrade(Conn *c) {
  char request[2048];
  char path[64];
  snprintf(path, sizeof path, protocol->path, (int)(c->room - rooms));
  int n = snprintf(request, sizeof request,
      "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: bG9hZCBnZW5lcmF0b3IhIQ==\r\nSec-WebSocket-Version: 13\r\n"
      "Origin: http://localhost:%d\r\n",
      path, port_of(c), port_of(c));
  if (protocol->subprotocol)
    n += snprintf(request + n, sizeof request - (size_t)n, "Sec-WebSocket-Protocol: %s\r\n",
        protocol->subprotocol);
  if (!options.peer)
    n += snprintf(request + n, sizeof request - (size_t)n, "Cookie: session-%d=%s\r\n",
        port_of(c), session_of(c->user));
  n += snprintf(request + n, sizeof request - (size_t)n, "\r\n");
  c->state = UPGRADING;
  wire_send(c, request, (size_t)n);
}

void ws_send(Conn *c, int opcode, const char *text, size_t n) {
  static char frame[LARGEST_OUT + 16];
  static const unsigned char mask[8] = {0x5a, 0xc3, 0x17, 0x9e, 0x5a, 0xc3, 0x17, 0x9e};
  if (n > LARGEST_OUT) fail("a frame that large is never sent");
  size_t h = 2;
  frame[0] = (char)(0x80 | opcode);
  if (n < 126) {
    frame[1] = (char)(0x80 | n);
  } else if (n < 65536) {
    frame[1] = (char)(0x80 | 126);
    frame[2] = (char)(n >> 8);
    frame[3] = (char)n;
    h = 4;
  } else {
    frame[1] = (char)(0x80 | 127);
    for (int i = 0; i < 8; i++) frame[2 + i] = (char)(n >> (56 - 8 * i));
    h = 10;
  }
  memcpy(frame + h, mask, 4);
  h += 4;
  uint64_t key;
  memcpy(&key, mask, 8);
  size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t word;
    memcpy(&word, text + i, 8);
    word ^= key;
    memcpy(frame + h + i, &word, 8);
  }
  for (; i < n; i++) frame[h + i] = (char)(text[i] ^ mask[i & 7]);
  wire_send(c, frame, h + n);
}

static void closing(Conn *c, const unsigned char *p, size_t n) {
  if (n >= 2 && !tally.closing[0])
    snprintf(tally.closing, sizeof tally.closing, "%d %.*s", p[0] << 8 | p[1], (int)(n - 2),
        (const char *)p + 2);
  if (n >= 2) c->close_code = p[0] << 8 | p[1];
  wire_close(c);
}

// Collects an incomplete message, or a stream whose units cross messages.
static void heard_in_parts(Conn *c, char *p, size_t n, bool last) {
  c->parts = realloc(c->parts, c->parts_length + n + 1);
  memcpy(c->parts + c->parts_length, p, n);
  c->parts_length += n;
  if (!last) return;
  size_t taken = protocol->heard(c, c->parts, c->parts_length);
  if (!protocol->stream) taken = c->parts_length;
  memmove(c->parts, c->parts + taken, c->parts_length - taken);
  c->parts_length -= taken;
}

static void heard(Conn *c, char *p, size_t n, bool last) {
  if (!protocol->stream && !c->parts_length && last) {
    protocol->heard(c, p, n);
    return;
  }
  if (protocol->stream && !c->parts_length) {
    size_t taken = protocol->heard(c, p, n);
    p += taken;
    n -= taken;
    if (!n) return;
    c->parts = realloc(c->parts, n);
    memcpy(c->parts, p, n);
    c->parts_length = n;
    return;
  }
  heard_in_parts(c, p, n, last);
}

// Handles one frame; returns 0 if it is incomplete.
size_t ws_take(Conn *c, char *bytes, size_t n) {
  unsigned char *p = (unsigned char *)bytes;
  if (n < 2) return 0;
  size_t length = p[1] & 127, h = 2;
  if (length == 126) {
    if (n < 4) return 0;
    length = (size_t)p[2] << 8 | p[3];
    h = 4;
  } else if (length == 127) {
    if (n < 10) return 0;
    length = 0;
    for (int i = 2; i < 10; i++) length = length << 8 | p[i];
    h = 10;
  }
  if (n < h + length) return 0;
  int opcode = p[0] & 15;
  bool last = p[0] & 0x80;
  if (opcode == 8) closing(c, p + h, length);
  else if (opcode == 9) ws_send(c, 10, bytes + h, length);
  else if (opcode < 3) heard(c, bytes + h, length, last || protocol->stream);
  return h + length;
}
