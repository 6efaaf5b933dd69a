package io.securechat.roomlog;

import io.securechat.log.Entry;
import io.securechat.log.Head;
import io.securechat.log.LogEntry;
import io.securechat.log.Logs;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Room;
import io.securechat.roomkeys.RoomKeys;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Reads logs for their members: slices, and how much of each is unread.
@Component
class LogReader {

  /// Entries of one slice together; at least one goes in any case.
  private static final int MOST_BYTES = 1_000_000;

  private final Logs logs;
  private final Rooms rooms;
  private final ReadMarks marks;
  private final RoomKeys keys;
  private final Clock clock;

  LogReader(Logs logs, Rooms rooms, ReadMarks marks, RoomKeys keys, Clock clock) {
    this.logs = logs;
    this.rooms = rooms;
    this.marks = marks;
    this.keys = keys;
    this.clock = clock;
  }

  long head(RoomId id) {
    return logs.head(id).pos();
  }

  List<byte[]> grants(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.grants(user, id, from, to);
  }

  List<LogEntry> records(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.positions(id, from, to).stream()
        .flatMap(pos -> logs.after(id, pos - 1, 1).stream())
        .toList();
  }

  List<LogEntry> events(UserId user, RoomId id, long after, int limit) {
    // Also for the invited, who verify what they are invited to before they accept (L5).
    rooms.requireVoice(id, user);
    return logs.events(id, Math.max(0, after), limit);
  }

  void markRead(UserId user, RoomId id, long pos) {
    rooms.requireMember(id, user);
    long bounded = Math.min(pos, head(id));
    if (bounded > 0) {
      marks.move(user, id, bounded);
    }
  }

  LogSlice slice(UserId user, RoomId id, LogRange window) {
    long readable = readableFrom(rooms.requireMember(id, user), user);
    long known = head(id);
    var stored =
        switch (window) {
          case LogRange.After after -> fitting(logs.after(id, after.pos(), after.limit()));
          case LogRange.Before before ->
              fitting(logs.before(id, before.pos(), before.limit())).reversed();
        };
    long first = stored.isEmpty() ? end(window, known) : stored.getFirst().pos() - 1;
    long last = stored.isEmpty() ? known : Math.max(known, stored.getLast().pos());
    var entries = stored.stream().map(entry -> shown(entry, readable)).toList();
    return new LogSlice(logs.chain(id, first), entries, last);
  }

  /// Where an empty slice stands.
  private static long end(LogRange window, long head) {
    return switch (window) {
      case LogRange.After _ -> head;
      case LogRange.Before _ -> 0;
    };
  }

  private static List<LogEntry> fitting(List<LogEntry> stored) {
    var fitting = new ArrayList<LogEntry>();
    int bytes = 0;
    for (var entry : stored) {
      bytes += size(entry);
      if (bytes > MOST_BYTES && !fitting.isEmpty()) {
        break;
      }
      fitting.add(entry);
    }
    return fitting;
  }

  private static int size(LogEntry entry) {
    byte[] bytes = entry.entry();
    return bytes == null ? 0 : bytes.length;
  }

  private static long readableFrom(Room room, UserId user) {
    return room.fullHistory() ? 0 : room.member(user).map(Membership::joinedPos).orElseThrow();
  }

  /// What was written before the reader's joining he gets as a stub (L4), unless the room's history
  /// is for everybody.
  private static LogEntry shown(LogEntry entry, long readable) {
    boolean hidden = entry.type() == Entry.MESSAGE && entry.pos() < readable;
    return hidden ? entry.stub() : entry;
  }

  List<RoomSummary> summaries(UserId user) {
    var read = marks.of(user);
    return rooms.memberRooms(user).stream()
        .flatMap(id -> rooms.find(id).stream())
        .flatMap(room -> summary(room, user, read.getOrDefault(room.id(), 0L)).stream())
        .sorted(Comparator.comparingLong(RoomSummary::lastAt).reversed())
        .toList();
  }

  Optional<RoomSummary> summary(UserId user, RoomId id) {
    return rooms.find(id).flatMap(room -> summary(room, user, marks.of(user, id)));
  }

  RoomDetail detail(UserId user, RoomId id) {
    // The head first: what is read after it is at least as new, and a client that signs or posts on
    // an older head is told so.
    var head = logs.head(id);
    var room = rooms.requireMember(id, user);
    return new RoomDetail(
        summary(room, user, room.member(user).orElseThrow(), marks.of(user, id), head),
        room.headEvent(),
        head.openEpoch(clock.millis()),
        head.lastEpoch(),
        head.hash(),
        rooms.members(room),
        rooms.invited(room));
  }

  private Optional<RoomSummary> summary(Room room, UserId user, long marked) {
    return room.member(user)
        .map(member -> summary(room, user, member, marked, logs.head(room.id())));
  }

  private RoomSummary summary(Room room, UserId user, Membership member, long marked, Head head) {
    long read = Math.max(marked, member.joinedPos());
    int unread =
        read >= head.pos() ? 0 : logs.unread(room.id(), user, read, RoomSummary.MOST_UNREAD);
    return new RoomSummary(
        room.id(),
        room.name(),
        room.mode(),
        member.role(),
        room.members().size(),
        member.joinedPos(),
        head.pos(),
        head.activeAt(),
        read,
        unread);
  }
}
