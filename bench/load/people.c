// Reads what the preparation wrote: users, rooms and sealed envelopes.
#define _GNU_SOURCE
#include "load.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef struct {
  char name[64], secret[64], session[96];
} Person;

static Person *people;
static int count;

static FILE *file(const char *name, const char *how) {
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", options.folder, name);
  FILE *f = fopen(path, how);
  if (!f) fail(path);
  return f;
}

static void read_users(void) {
  FILE *f = file("users", "r");
  int size = 1024;
  people = malloc((size_t)size * sizeof *people);
  Person p = {0};
  while (fscanf(f, "%63s %63s %95s", p.name, p.secret, p.session) == 3) {
    if (count == size) people = realloc(people, (size_t)(size *= 2) * sizeof *people);
    people[count++] = p;
  }
  fclose(f);
}

static const char *room_file(void) {
  static char name[64];
  if (options.room_file) return options.room_file;
  snprintf(name, sizeof name, "rooms-%d", options.members);
  return name;
}

static void read_rooms(void) {
  FILE *f = file(room_file(), "r");
  char id[64];
  unsigned long long head;
  int first, line = 0, r = 0;
  while (r < options.rooms && fscanf(f, "%63s %llu %d", id, &head, &first) == 3)
    if (line++ >= options.room_from) {
      memcpy(rooms[r].id, id, 36);
      rooms[r].head = head;
      rooms[r++].first = first;
    }
  fclose(f);
  if (r < options.rooms) fail("there are fewer rooms than that");
}

int port_of(const Conn *c) {
  return options.other_port && c->member % 2 ? options.other_port : options.port;
}

// Whether the user is in the room, for any room size.
bool is_member(int user, const char *room) {
  static const struct {
    const char *file;
    int members;
  } FILES[] = {{"rooms-2", 2}, {"rooms-10", 10}, {"rooms-100", 100}, {"rooms-1000", 1000},
      {"rooms-1000-closed", 1000}};
  static struct {
    char id[64];
    int first, members;
  } all[4096];
  static int known;
  static bool read;
  for (size_t i = 0; !read && i < sizeof FILES / sizeof *FILES; i++) {
    FILE *f = file(FILES[i].file, "r");
    while (known < 4096 && fscanf(f, "%63s %*u %d", all[known].id, &all[known].first) == 2)
      all[known++].members = FILES[i].members;
    fclose(f);
  }
  read = true;
  for (int i = 0; i < known; i++)
    if (!memcmp(all[i].id, room, 36))
      return (user - all[i].first + count) % count < all[i].members;
  return false;
}

// Reads the envelopes that the preparation has sealed: the same number for each member of each room,
// all of one length. A second file stores how many of them are used.
static struct {
  char *text;
  uint16_t *used;
  size_t stride, each, members;
} stock;

static void read_stock(void) {
  char name[64];
  snprintf(name, sizeof name, "sealed-%d", options.members);
  FILE *f = file(name, "r");
  fseek(f, 0, SEEK_END);
  size_t size = (size_t)ftell(f);
  stock.text = size ? mmap(0, size, PROT_READ, MAP_PRIVATE, fileno(f), 0) : 0;
  if (!size || stock.text == MAP_FAILED) fail("nothing is sealed");
  fclose(f);
  stock.stride = strcspn(stock.text, "\n") + 1;
  FILE *list = file(room_file(), "r");
  size_t count_of_rooms = 0, n = 0;
  for (char *line = 0; getline(&line, &n, list) > 0;) count_of_rooms++;
  fclose(list);
  stock.members = count_of_rooms * (size_t)options.members;
  stock.each = size / stock.stride / stock.members;
  stock.used = calloc(stock.members, sizeof *stock.used);
  char path[1024];
  snprintf(path, sizeof path, "%s/used-%d", options.folder, options.members);
  FILE *used = fopen(path, "r");
  if (!used) return;
  if (fread(stock.used, sizeof *stock.used, stock.members, used) != stock.members)
    fail("the file of what is used has another length");
  fclose(used);
}

static void write_used(void) {
  char name[64];
  snprintf(name, sizeof name, "used-%d", options.members);
  FILE *f = file(name, "w");
  fwrite(stock.used, sizeof *stock.used, stock.members, f);
  fclose(f);
}

static void find_sealed(void) {
  if (!stock.text) read_stock();
  for (int i = 0; i < conn_count; i++) {
    Conn *c = &conns[i];
    if (c->copy) continue;
    size_t room = (size_t)(options.room_from + (int)(c->room - rooms));
    size_t member = room * (size_t)options.members + (size_t)c->member;
    c->sealed = stock.text + member * stock.each * stock.stride;
    c->sealed_count = (uint32_t)stock.each;
    c->sealed_used = &stock.used[member];
    for (int k = 0; k < LINES; k++) {
      c->lines[k].sender = c;
      c->lines[k].length = (uint32_t)stock.stride - 1;
      c->lines[k].text = 0;
    }
  }
}

// Puts the next envelope of this sender into the message.
void next_sealed(Conn *c, Message *m) {
  if (*c->sealed_used >= c->sealed_count) fail("all that was sealed for somebody is used");
  if (m->text) forget_line(m);
  m->text = c->sealed + (*c->sealed_used)++ * stock.stride;
  remember_line(m);
}

static void choose_rooms(void) {
  read_rooms();
  for (int i = 0; i < conn_count; i++) {
    Conn *c = &conns[i];
    c->user = (c->room->first + c->member) % count;
    c->last = c->room->head;
  }
  if (!strcmp(options.mode, "run") || !strcmp(options.mode, "storm")) find_sealed();
}

void people_read(void) {
  read_users();
  if (rooms) choose_rooms();
}

// Moves the same users to their next rooms; their connections receive all rooms.
void next_rooms(int set) {
  static int first = -1;
  if (first < 0) first = options.room_from;
  options.room_from = first + set * (count / options.members);
  forget_lines();
  choose_rooms();
}

// Stores the last positions of the rooms, so that the next run does not need to catch up.
void heads_write(void) {
  FILE *f = file(room_file(), "r+");
  char *text = 0, *out = 0;
  size_t size = 0, out_size = 0;
  FILE *to = open_memstream(&out, &out_size);
  for (int line = 0; getline(&text, &size, f) > 0; line++) {
    int r = line - options.room_from;
    if (r >= 0 && r < options.rooms)
      fprintf(to, "%s %llu %d\n", rooms[r].id, (unsigned long long)rooms[r].head, rooms[r].first);
    else
      fputs(text, to);
  }
  fclose(to);
  rewind(f);
  fwrite(out, 1, out_size, f);
  fclose(f);
  free(text);
  free(out);
  if (stock.used) write_used();
}

void people_write(void) {
  FILE *f = file("users", "w");
  for (int i = 0; i < count; i++)
    fprintf(f, "%s %s %s\n", people[i].name, people[i].secret, people[i].session);
  fclose(f);
}

const char *session_of(int user) { return people[user].session; }
const char *name_of(int user) { return people[user].name; }
const char *secret_of(int user) { return people[user].secret; }
int people_count(void) { return count; }

void set_session(int user, const char *value, size_t n) {
  if (n >= sizeof people[user].session) fail("a session's name is too long");
  memcpy(people[user].session, value, n);
  people[user].session[n] = 0;
}
