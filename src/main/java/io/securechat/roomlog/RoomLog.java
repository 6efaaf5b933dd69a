package io.securechat.roomlog;

import io.securechat.log.LogEntry;
import io.securechat.log.Logs;
import io.securechat.log.PostOutcome;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.SubmittedEpoch;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// The rooms' logs: the only door for messages, events and epochs, and all that is read from them.
///
/// May be called from any number of threads. What changes a log waits in one bounded line and is
/// answered after its commit; where the line is full the caller is refused with `busy`. Who is not
/// a member is refused with `not-found`, whether the room exists or not (L5).
@Component
public class RoomLog {

  private final Posting posting;
  private final EventSubmission events;
  private final EpochOpener epochs;
  private final LogReader reader;
  private final Logs logs;

  RoomLog(
      Posting posting, EventSubmission events, EpochOpener epochs, LogReader reader, Logs logs) {
    this.posting = posting;
    this.events = events;
    this.epochs = epochs;
    this.reader = reader;
    this.logs = logs;
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
    return posting.post(sender, room, clientId, envelope, quiet);
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

  /// The room's events (SC1T) behind a number, oldest first, at most `limit`.
  List<LogEntry> events(UserId member, RoomId room, long after, int limit) {
    return reader.events(member, room, after, limit);
  }

  public LogSlice slice(UserId member, RoomId room, LogRange window) {
    return reader.slice(member, room, window);
  }

  /// The member's own grants (SC1W) of the epochs from one to another, both included.
  public List<byte[]> grants(UserId member, RoomId room, int from, int to) {
    return reader.grants(member, room, from, to);
  }

  /// The records (SC1E) of the epochs from one to another, both included.
  public List<LogEntry> records(UserId member, RoomId room, int from, int to) {
    return reader.records(member, room, from, to);
  }

  /// Sees to it that these rooms are announced on this node whoever writes to them. Answers whether
  /// any of them was not before: what the caller knows of them may then be too old, and he asks
  /// again.
  public boolean follow(Collection<RoomId> rooms) {
    return logs.follow(rooms);
  }

  /// The log's last number; 0 where there is none.
  public long head(RoomId room) {
    return reader.head(room);
  }

  /// Notes how far the member has read. Never goes back, nor beyond the end.
  public void markRead(UserId member, RoomId room, long pos) {
    reader.markRead(member, room, pos);
  }

  /// All rooms of a user, newest activity first.
  public List<RoomSummary> summaries(UserId user) {
    return reader.summaries(user);
  }

  public Optional<RoomSummary> summary(UserId user, RoomId room) {
    return reader.summary(user, room);
  }

  /// All about one room, for a member.
  RoomDetail detail(UserId member, RoomId room) {
    return reader.detail(member, room);
  }
}
