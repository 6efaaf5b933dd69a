// A load generator for chat servers with WebSocket: one thread, one epoll, loopback. It shares the
// machine with the server, so it avoids all unnecessary work.
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINES 8 // messages that one connection may have in flight
#define RING 8192 // positions of a room that are remembered

typedef struct Conn Conn;
typedef struct Room Room;

// One message from sending until all members have it. A sender reuses these few slots, each time for
// the next of its sealed envelopes.
typedef struct {
  Conn *sender;
  const char *text; // the complete text that must arrive
  uint32_t length;
  uint32_t seq;
  int left; // outstanding deliveries and answers; 0: free
  uint64_t due; // when it was due; 0: never used
  bool acknowledged;
} Message;

enum State { IDLE, CONNECTING, LOGGING_IN, UPGRADING, JOINING, READY, ASKING, CLOSED };

struct Conn {
  int fd, user, member, copy;
  int close_code; // of the server; 0: the socket broke
  Room *room;
  enum State state;
  bool reads, wants_out;
  int step; // of signing in or joining
  char *in, *out, *parts; // bytes not yet read, not yet sent, and of an incomplete message
  size_t in_length, out_from, out_length, out_size, parts_length;
  uint64_t last; // position of the room's last entry received
  uint64_t missing, got, own;
  uint32_t *last_seq; // of each sender, if the server assigns no numbers
  Message lines[LINES];
  const char *sealed; // envelopes of this sender, in the order of their numbers, all of one length
  uint32_t sealed_count;
  uint16_t *sealed_used; // kept between runs: the server accepts each once, in order
  uint32_t seq;
  uint64_t begun, pinged, typed;
  bool asks; // carries requests instead of a WebSocket
};

struct Room {
  char id[37];
  int first, members, size; // first user, number of users, connections
  Conn *conns;
  uint64_t head;
  int next, under_way, listeners;
  uint64_t sent, progress;
  struct { uint64_t pos; Message *message; } ring[RING];
};

// The protocol of one server.
typedef struct {
  const char *path, *subprotocol;
  int opcode;
  bool echoes, acknowledges, stream, quick_acks;
  void (*upgraded)(Conn *);
  size_t (*heard)(Conn *, char *, size_t); // returns the bytes consumed; all of them except for a stream
  size_t (*compose)(Conn *, Message *, char *);
} Protocol;

typedef struct {
  const char *mode, *folder, *peer, *label, *room_file, *pid_file, *loss;
  int port, other_port, rooms, room_from, members, sockets, bytes, window, at_once, stalled;
  int only_from, only_to, without_from, without_to;
  int pids[16], pid_count, budget, runs, skip, sets, turns, typing;
  int addresses, others, known;
  double rate, warm, seconds, drain;
  bool trickle;
} Options;

typedef struct {
  uint64_t buckets[64 * 64], count, max;
} Histogram;

typedef struct {
  uint64_t deliveries, windowed, accepted, accepted_windowed, sent;
  uint64_t signs; // of typing, received
  uint64_t doubled, disordered, misdirected, changed, foreign, refused, stuck, reads;
  int ready, closed, opening, opened;
  char refusal[64], closing[128];
  Histogram delivery, acknowledgement;
  uint64_t window_from, window_to, now;
  bool in_window;
} Tally;

// What a mode does with events, in place of the checks of check.c.
typedef struct {
  void (*welcomed)(Conn *, const char *, size_t);
  void (*numbered)(Conn *, uint64_t pos, const char *text, size_t length);
  void (*acknowledged)(Conn *, uint32_t seq, uint64_t pos);
  void (*refused)(Conn *, const char *code, size_t length);
  void (*connected)(Conn *); // a connection for requests
  void (*answered)(Conn *, const char *head, const char *body, size_t length);
  void (*closed)(Conn *);
} Observer;

extern Options options;
extern const Observer *observer;
extern Tally tally;
extern const Protocol *protocol;
extern Conn *conns;
extern Room *rooms;
extern int conn_count;

// clock.c
uint64_t now_ms(void); // since 1970
uint64_t now_ns(void);
void record(Histogram *, uint64_t);
double quantile_ms(const Histogram *, double);
double cpu_seconds(void);
double own_cpu_seconds(void);
long rss_kb(void);
void fail(const char *);

// wire.c
void wire_start(void);
void wire_open(Conn *);
void wire_send(Conn *, const char *, size_t);
void wire_close(Conn *);
void wire_stop_reading(Conn *);
void wire_turn(uint64_t at_most_ns);

// websocket.c
void ws_upgrade(Conn *);
void ws_send(Conn *, int opcode, const char *, size_t);
size_t ws_take(Conn *, char *, size_t);

// people.c
void people_read(void);
void people_write(void);
void heads_write(void);
void next_rooms(int set);
void next_sealed(Conn *, Message *);
bool is_member(int user, const char *room);
int port_of(const Conn *); // of the other node, if there are two, for every second member
const char *session_of(int user);
void set_session(int user, const char *, size_t);
const char *name_of(int user);
const char *secret_of(int user);
int people_count(void);

// login.c
void login_begin(Conn *);
size_t login_take(Conn *, char *, size_t);
size_t answer_take(Conn *, char *, size_t);

// check.c
Message *free_line(Conn *);
void sent(Message *, uint64_t due);
void forget_stuck(Room *);
void numbered(Conn *, uint64_t pos, const char *text, size_t length);
void sequenced(Conn *, Conn *sender, uint32_t line, uint32_t seq, const char *text);
void acknowledged(Conn *, uint32_t line, uint32_t seq, uint64_t pos);
void refused(Conn *, uint32_t line, uint32_t seq, const char *code, size_t length);
void remember_line(Message *);
void forget_line(Message *);
void forget_lines(void);
uint64_t lost(void);

// storm.c
void storm(void);

// ledger.c
void ledger_begin(void);
bool ledger_post(Conn *, uint64_t now);
void ledger_repeat(Conn *);
void ledger_again(Conn *, uint64_t pos, const char *text, size_t length);
uint64_t ledger_numbered(Conn *, uint64_t pos, const char *text, size_t length);
void ledger_acknowledged(Conn *, uint32_t seq, uint64_t pos);
void ledger_check(void);
extern struct Faults {
  uint64_t sent, acknowledged, unanswered, received, lost, doubled, gaps, changed, foreign;
} faults;

// pace.c
void run(bool counts);

// chat.c, peers.c
extern const Protocol chat;
void chat_open_epoch(Conn *);
void chat_ping(Conn *);
void chat_watch(Conn *);
void chat_typing(Conn *);
const Protocol *peer_named(const char *);
void joined(Conn *);

#endif
