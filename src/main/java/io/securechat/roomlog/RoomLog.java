package io.securechat.roomlog;

import io.securechat.log.Entry;
import io.securechat.log.Head;
import io.securechat.log.LogEntry;
import io.securechat.log.Logs;
import io.securechat.protocol.FileId;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/// Façade for the rooms' logs: appends messages, events and epochs, and reads slices, summaries and
/// grants. The only way to change a room.
///
/// Thread-safe. Requests to append are queued and answered after their commit, or refused with
/// `busy` if the queue is full. Non-members are refused with `not-found`, whether or not the room
/// exists (L5).
@Component
public class RoomLog {

  /// Maximum size of a slice; it has at least one entry in any case.
  private static final int MAX_BYTES = 1_000_000;

  private final MessageSubmission messages;
  private final LetterSubmission letters;
  private final EventSubmission events;
  private final EpochOpener epochs;
  private final Logs logs;
  private final Rooms rooms;
  private final ReadMarks marks;
  private final RoomKeys keys;
  private final Clock clock;

  RoomLog(
      MessageSubmission messages,
      LetterSubmission letters,
      EventSubmission events,
      EpochOpener epochs,
      Logs logs,
      Rooms rooms,
      ReadMarks marks,
      RoomKeys keys,
      Clock clock) {
    this.messages = messages;
    this.letters = letters;
    this.events = events;
    this.epochs = epochs;
    this.logs = logs;
    this.rooms = rooms;
    this.marks = marks;
    this.keys = keys;
    this.clock = clock;
  }

  /// Refuses further changes with `busy`, and returns once all queued ones are committed and
  /// answered.
  public void drainAndStop() {
    logs.drainAndStop();
  }

  /// Posts an envelope (SC1M). `clientId` is an idempotency key: the same one of the same sender in
  /// the same room is stored once and gets the same answer.
  ///
  /// A `quiet` message counts neither as unread nor as activity of the room. `alert` says whom it
  /// mentions. Its `files` are bound to it in the same transaction (F3).
  ///
  /// The future completes on the committing thread, so dependents must not block. Refuses at once
  /// with `busy` or `too-many`.
  public CompletableFuture<PostOutcome> post(
      UserId sender,
      RoomId room,
      UUID clientId,
      byte[] envelope,
      boolean quiet,
      Alert alert,
      List<FileId> files) {
    return messages.post(sender, room, clientId, envelope, quiet, alert, files);
  }

  /// Posts an envelope that mentions nobody.
  public CompletableFuture<PostOutcome> post(
      UserId sender,
      RoomId room,
      UUID clientId,
      byte[] envelope,
      boolean quiet,
      List<FileId> files) {
    return post(sender, room, clientId, envelope, quiet, Alert.NONE, files);
  }

  /// Posts an envelope without files.
  public CompletableFuture<PostOutcome> post(
      UserId sender, RoomId room, UUID clientId, byte[] envelope, boolean quiet) {
    return post(sender, room, clientId, envelope, quiet, List.of());
  }

  /// Creates a room from its first events (SC1T): "created", then any number of "invited".
  public CreatedRoom create(UserId caller, List<byte[]> events) {
    return this.events.create(caller, events);
  }

  /// Appends 1 to 100 events (SC1T) of the caller, all or none, and returns the last position.
  /// Refuses with `stale-head` and the current `prevEvent` if another change was first.
  public long append(UserId caller, RoomId room, List<byte[]> events) {
    return this.events.append(caller, room, events);
  }

  /// Opens a letterbox by event 18 of the caller, and returns its number.
  ///
  /// @param grants one grant (SC1W) of the seed for each row
  /// @param within also stores something in the same transaction, given the number
  public long openBox(
      UserId caller, RoomId room, byte[] event, List<byte[]> grants, LongConsumer within) {
    return events.openBox(caller, room, event, grants, within);
  }

  /// Appends a letter (SC1B), whose header must be of this room and box; the same bytes are stored
  /// once. Returns whether the box is open.
  public boolean appendLetter(RoomId room, long box, byte[] letter) {
    return letters.append(room, box, letter);
  }

  /// The member's own grants (SC1W) of a letterbox's seed.
  public List<byte[]> seedGrants(UserId user, RoomId id, long box) {
    rooms.requireMember(id, user);
    return keys.seedGrants(user, id, box);
  }

  /// The epoch in which the member may post now; opens one if there is none.
  public OpenEpoch openEpoch(UserId member, RoomId room) {
    return epochs.open(member, room);
  }

  /// Opens the next epoch of an end-to-end room, generated by a member's browser. Refuses with
  /// `epoch-open` or `epoch-stale` if another change was first.
  OpenEpoch submitEpoch(UserId member, RoomId room, SubmittedEpoch made) {
    return epochs.submit(member, room, made);
  }

  /// Announces these rooms on this node from now on, whichever node changes them. Returns whether
  /// any was not announced before: what the caller has read about it may be stale and must be read
  /// again.
  public boolean follow(Collection<RoomId> rooms) {
    return logs.follow(rooms);
  }

  /// The log's last position; 0 if there is no log.
  public long head(RoomId room) {
    return logs.head(room).pos();
  }

  /// The member's own grants (SC1W) for a range of epochs, both ends included.
  public List<byte[]> grants(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.grants(user, id, from, to);
  }

  /// The records (SC1E) of a range of epochs, both ends included.
  public List<LogEntry> records(UserId user, RoomId id, int from, int to) {
    rooms.requireMember(id, user);
    return keys.positions(id, from, to).stream()
        .flatMap(pos -> logs.after(id, pos - 1, 1).stream())
        .toList();
  }

  /// The room's events (SC1T) after a position, oldest first, at most `limit`.
  List<LogEntry> events(UserId user, RoomId id, long after, int limit) {
    // Also for invited users, who verify the room's events before they accept (L5).
    rooms.requireMemberOrInvited(id, user);
    return logs.events(id, Math.max(0, after), limit);
  }

  /// Records how far the member has read. Never moves back, nor beyond the end.
  public void markRead(UserId user, RoomId id, long pos) {
    rooms.requireMember(id, user);
    long bounded = Math.min(pos, head(id));
    if (bounded > 0) {
      marks.move(user, id, bounded);
    }
  }

  /// Marks messages from a position on as unread, until the member reads again.
  public void markUnread(UserId user, RoomId id, long from) {
    rooms.requireMember(id, user);
    if (from >= 1 && from <= head(id)) {
      marks.unread(user, id, from);
    }
  }

  /// How far everyone who has read in the room has read, for members; former members included.
  public Map<UserId, ReadMark> readers(UserId user, RoomId id) {
    rooms.requireMember(id, user);
    return marks.in(id);
  }

  /// A part of the log, as the member may read it.
  public LogSlice slice(UserId user, RoomId id, LogRange window) {
    var room = rooms.requireMember(id, user);
    long readable = readableFrom(room, user);
    long expired = room.rules().retention().cutoff(clock.millis());
    long known = head(id);
    var stored =
        switch (window) {
          case LogRange.After after -> fitting(logs.after(id, after.pos(), after.limit()));
          case LogRange.Before before ->
              fitting(logs.before(id, before.pos(), before.limit())).reversed();
        };
    long first = stored.isEmpty() ? end(window, known) : stored.getFirst().pos() - 1;
    long last = stored.isEmpty() ? known : Math.max(known, stored.getLast().pos());
    var entries = stored.stream().map(entry -> shown(entry, readable, expired)).toList();
    return new LogSlice(logs.chain(id, first), entries, last);
  }

  /// The position of an empty slice.
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
      if (bytes > MAX_BYTES && !fitting.isEmpty()) {
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

  /// Reduces messages from before the reader joined to stubs (L4), unless new members may read the
  /// room's history. Expired messages are served like erased ones even before they are (D6).
  private static LogEntry shown(LogEntry entry, long readable, long expired) {
    if (!Entry.isContent(entry.type())) {
      return entry;
    }
    if (entry.pos() < readable) {
      return entry.stub();
    }
    return entry.at() <= expired ? entry.expired() : entry;
  }

  /// All rooms of a user, most recent activity first.
  public List<RoomSummary> summaries(UserId user) {
    var read = marks.of(user);
    return rooms.memberRooms(user).stream()
        .flatMap(id -> rooms.find(id).stream())
        .flatMap(room -> summary(room, user, read.getOrDefault(room.id(), 0L)).stream())
        .sorted(Comparator.comparingLong(RoomSummary::lastAt).reversed())
        .toList();
  }

  /// A room in the user's list; empty if they are not a member.
  public Optional<RoomSummary> summary(UserId user, RoomId id) {
    return rooms.find(id).flatMap(room -> summary(room, user, marks.of(user, id)));
  }

  /// All details of a room, for members.
  RoomDetail detail(UserId user, RoomId id) {
    // Read the head first: what is read after it is at least as new, and a client that signs or
    // posts with an outdated head is refused.
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
    long expired = room.rules().retention().cutoff(clock.millis());
    int unread =
        read >= head.pos()
            ? 0
            : logs.unread(room.id(), user, read, expired, RoomSummary.MAX_UNREAD);
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
