// Sign-in over HTTP: page, sign-in, upgrade, all on one connection. With a stored session it starts
// with the upgrade.
#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE, LOGIN };

static void get_page(Conn *c) {
  char request[256];
  int n = snprintf(request, sizeof request,
      "GET /login HTTP/1.1\r\nHost: localhost:%d\r\nAccept: text/html\r\n\r\n", options.port);
  c->state = LOGGING_IN;
  c->step = PAGE;
  wire_send(c, request, (size_t)n);
}

void login_begin(Conn *c) {
  bool wanted = !options.peer && (!strcmp(options.mode, "login") || !strcmp(session_of(c->user), "-"));
  if (wanted) get_page(c);
  else ws_upgrade(c);
}

static int escape(const char *base64, char *to) {
  char *q = to;
  for (; *base64; base64++) {
    if (strchr("+/=", *base64)) q += sprintf(q, "%%%02X", *base64);
    else *q++ = *base64;
  }
  *q = 0;
  return (int)(q - to);
}

static void post_login(Conn *c, const char *token, int token_length) {
  char secret[256], body[512], request[2048];
  escape(secret_of(c->user), secret);
  int n = snprintf(body, sizeof body, "username=%s&password=%s", name_of(c->user), secret);
  int all = snprintf(request, sizeof request,
      "POST /login HTTP/1.1\r\nHost: localhost:%d\r\nCookie: xsrf-%d=%.*s\r\n"
      "X-XSRF-TOKEN: %.*s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
      "Accept: application/json\r\nContent-Length: %d\r\n\r\n%s",
      options.port, options.port, token_length, token, token_length, token, n, body);
  c->step = LOGIN;
  c->begun = now_ns();
  wire_send(c, request, (size_t)all);
}

static char *cookie(char *head, const char *name, int *length) {
  char *at = strstr(head, name);
  if (!at) return 0;
  at += strlen(name);
  *length = (int)strcspn(at, ";\r\n");
  return at;
}

static void refuse(Conn *c, const char *head) {
  if (!tally.refused++)
    snprintf(tally.refusal, sizeof tally.refusal, "%.*s", (int)strcspn(head, "\r\n"), head);
  wire_close(c);
}

static void answered(Conn *c, char *head) {
  int n = 0;
  char name[32];
  snprintf(name, sizeof name, "%s-%d=", c->step == PAGE ? "xsrf" : "session", options.port);
  char *value = cookie(head, name, &n);
  if (strncmp(head, "HTTP/1.1 200", 12) || !value) {
    refuse(c, head);
  } else if (c->step == PAGE) {
    post_login(c, value, n);
  } else {
    record(&tally.acknowledgement, now_ns() - c->begun);
    set_session(c->user, value, (size_t)n);
    if (strcmp(options.mode, "login")) ws_upgrade(c);
    else joined(c);
  }
}

// Returns the length of a body, by its header or its chunks; -1 if it is incomplete.
static long body_length(const char *head, const char *body, size_t have) {
  const char *length = strcasestr(head, "\r\nContent-Length:");
  if (length) {
    long n = strtol(length + 17, 0, 10);
    return (size_t)n <= have ? n : -1;
  }
  if (!strcasestr(head, "\r\nTransfer-Encoding: chunked")) return 0;
  const char *end = memmem(body, have, "\r\n0\r\n\r\n", 7);
  return end ? end + 7 - body : -1;
}

// An answer on a connection for requests.
size_t answer_take(Conn *c, char *p, size_t n) {
  char *end = memmem(p, n, "\r\n\r\n", 4);
  if (!end) return 0;
  size_t head = (size_t)(end + 4 - p);
  char *text = strndup(p, head);
  long body = body_length(text, end + 4, n - head);
  if (body >= 0) observer->answered(c, text, end + 4, (size_t)body);
  free(text);
  return body < 0 ? 0 : head + (size_t)body;
}

size_t login_take(Conn *c, char *p, size_t n) {
  char *end = memmem(p, n, "\r\n\r\n", 4);
  if (!end) return 0;
  size_t head = (size_t)(end + 4 - p);
  char *text = strndup(p, head);
  size_t taken = head;
  if (c->state == UPGRADING) {
    if (strncmp(text, "HTTP/1.1 101", 12)) {
      refuse(c, text);
    } else {
      c->state = JOINING;
      c->step = 0;
      protocol->upgraded(c);
    }
  } else {
    long body = body_length(text, end + 4, n - head);
    if (body < 0) taken = 0;
    else {
      taken = head + (size_t)body;
      answered(c, text);
    }
  }
  free(text);
  return taken;
}
