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
import io.securechat.roomkeys.SubmittedEpoch;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// The rooms' logs: appends messages, events and epochs, and reads slices, summaries and grants.
/// Nothing in a room changes in another way.
///
/// May be called from any number of threads. Requests to append are queued and answered after their
/// commit; where the queue is full the caller is refused with `busy`. Callers who are not members
/// are refused with `not-found`, whether the room exists or not (L5).
@Component
public class RoomLog {

  /// Entries of one slice together; at least one goes in any case.
  private static final int MOST_BYTES = 1_000_000;

  private final MessageSubmission messages;
  private final EventSubmission events;
  private final EpochOpener epochs;
  private final Logs logs;
  private final Rooms rooms;
  private final ReadMarks marks;
  private final RoomKeys keys;
  private final Clock clock;

  RoomLog(
      MessageSubmission messages,
      EventSubmission events,
      EpochOpener epochs,
      Logs logs,
      Rooms rooms,
      ReadMarks marks,
      RoomKeys keys,
      Clock clock) {
    this.messages = messages;
    this.events = events;
    this.epochs = epochs;
    this.logs = logs;
    this.rooms = rooms;
    this.marks = marks;
    this.keys = keys;
    this.clock = clock;
  }

  /// Takes nothing in any more, and returns once what was taken in is committed and answered. From
  /// then on whoever wants to change a log is refused with `busy`.
  public void settle() {
    logs.settle();
  }

  /// Posts an envelope (SC1M). The same `clientId` of the same sender in the same room is stored
  /// once, and answered the same.
  ///
  /// A `quiet` one counts neither as unread nor as the room's latest activity.
  ///
  /// The answer completes on the thread that commits: what depends on it must not wait for
  /// anything. Refuses at once with `busy` or `too-many`.
  public CompletableFuture<PostOutcome> post(
      UserId sender, RoomId room, UUID clientId, byte[] envelope, boolean quiet) {
    return messages.post(sender, room, clientId, envelope, quiet);
  }

  /// Opens a room with its first events (SC1T): "created", then "invited" as often as wanted.
  public CreatedRoom create(UserId caller, List<byte[]> events) {
    return this.events.create(caller, events);
  }

  /// Appends one to a hundred events (SC1T) of the caller, all or none, and answers the last
  /// number. Refuses with `stale-head` and the present `prevEvent` where somebody was first.
  public long append(UserId caller, RoomId room, List<byte[]> events) {
    return this.events.append(caller, room, events);
  }

  /// The epoch under which the member may post now, opened if there was none.
  public OpenEpoch openEpoch(UserId member, RoomId room) {
    return epochs.open(member, room);
  }

  /// Opens an end-to-end room's next epoch as a member's browser made it. Refuses with `epoch-open`
  /// or `epoch-stale` whoever was not first.
  OpenEpoch submitEpoch(UserId member, RoomId room, SubmittedEpoch made) {
    return epochs.submit(member, room, made);
  }

  /// Announces these rooms on this node from now on, whichever node they are changed on. Answers
  /// whether any of them was not announced before: what the caller knows of them may then be too
  /// old, and has to be read again.
  public boolean follow(Collection<RoomId> rooms) {
    return logs.follow(rooms);
  }

  /// The log's last number; 0 where there is none.
  public long head(RoomId room) {
    return logs.head(room).pos();
  }

  /// The member's own grants (SC1W) of the epochs from one to another, both included.
  public List<byte[]> grants(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.grants(user, id, from, to);
  }

  /// The records (SC1E) of the epochs from one to another, both included.
  public List<LogEntry> records(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.positions(id, from, to).stream()
        .flatMap(pos -> logs.after(id, pos - 1, 1).stream())
        .toList();
  }

  /// The room's events (SC1T) after a number, oldest first, at most `limit`.
  List<LogEntry> events(UserId user, RoomId id, long after, int limit) {
    // Also for the invited, who verify what they are invited to before they accept (L5).
    rooms.requireVoice(id, user);
    return logs.events(id, Math.max(0, after), limit);
  }

  /// Notes how far the member has read. Never goes back, nor beyond the end.
  public void markRead(UserId user, RoomId id, long pos) {
    rooms.requireMember(id, user);
    long bounded = Math.min(pos, head(id));
    if (bounded > 0) {
      marks.move(user, id, bounded);
    }
  }

  /// The part of the log that a member asks for.
  public LogSlice slice(UserId user, RoomId id, LogRange window) {
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

  /// What was written before the reader joined comes as a stub (L4), unless the room's history is
  /// for everybody.
  private static LogEntry shown(LogEntry entry, long readable) {
    boolean hidden = entry.type() == Entry.MESSAGE && entry.pos() < readable;
    return hidden ? entry.stub() : entry;
  }

  /// All rooms of a user, newest activity first.
  public List<RoomSummary> summaries(UserId user) {
    var read = marks.of(user);
    return rooms.memberRooms(user).stream()
        .flatMap(id -> rooms.find(id).stream())
        .flatMap(room -> summary(room, user, read.getOrDefault(room.id(), 0L)).stream())
        .sorted(Comparator.comparingLong(RoomSummary::lastAt).reversed())
        .toList();
  }

  /// A room in the user's list; empty where they are no member.
  public Optional<RoomSummary> summary(UserId user, RoomId id) {
    return rooms.find(id).flatMap(room -> summary(room, user, marks.of(user, id)));
  }

  /// All about one room, for a member.
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
