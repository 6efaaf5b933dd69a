package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Façade for the logs of all rooms: queues requests to append, and reads entries and heads.
/// Performs no authorization; callers must.
///
/// Thread-safe.
@Component
public class Logs {

  private final Committer committer;
  private final HeadCache heads;
  private final LogStore store;
  private final CommitNotifier notifier;
  private final Expiry expiry;
  private final CommittedEntries committed;

  Logs(
      Committer committer,
      HeadCache heads,
      LogStore store,
      CommitNotifier notifier,
      Expiry expiry,
      CommittedEntries committed) {
    this.committer = committer;
    this.heads = heads;
    this.store = store;
    this.notifier = notifier;
    this.expiry = expiry;
    this.committed = committed;
  }

  /// Queues a request. Refuses at once with `busy` if the queue is full or the server is shutting
  /// down.
  public void offer(AppendRequest write) {
    committer.offer(write);
  }

  /// Queues a request and waits for its answer. Blocks the calling thread.
  public <T> T commit(Function<CompletableFuture<T>, AppendRequest> write) {
    var done = new CompletableFuture<T>();
    offer(write.apply(done));
    try {
      return done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /// Refuses further writes, and returns once all queued ones are committed and answered.
  public void drainAndStop() {
    committer.stop();
  }

  /// The last committed head of a log; an empty head if there is no log.
  public Head head(RoomId room) {
    return heads.of(room);
  }

  /// Announces these rooms from now on, whichever node writes to them. Returns whether any was not
  /// announced before: data read about it until now may be stale.
  public boolean follow(Collection<RoomId> rooms) {
    return notifier.follow(rooms);
  }

  /// The entries after a position, oldest first.
  public List<LogEntry> after(RoomId room, long pos, int limit) {
    return store.after(room, pos, limit);
  }

  /// The entries before a position, newest first.
  public List<LogEntry> before(RoomId room, long pos, int limit) {
    return store.before(room, pos, limit);
  }

  /// Events only, after a position, oldest first.
  public List<LogEntry> events(RoomId room, long pos, int limit) {
    return store.events(room, pos, limit);
  }

  /// The chain hash (SC1H) at an existing position, or at 0.
  public byte[] chain(RoomId room, long pos) {
    return store.chain(room, pos);
  }

  /// The number of unread messages by others after a position, up to `most`. Ignores quiet and
  /// erased messages, and those of the time `expired` or before.
  public int unread(RoomId room, UserId reader, long pos, long expired, int most) {
    return store.unread(room, reader, pos, expired, most);
  }

  /// Erases the bytes of a bounded number of messages of the time `until` (milliseconds) or before.
  /// Returns whether more may be left. Idempotent, also on several nodes at once.
  public boolean expire(RoomId room, long until) {
    return expiry.erase(room, until);
  }

  /// Committed entries after a position, as listeners of [EntryAppended] get them: a bounded
  /// number, oldest first, with their senders. Erased and expired ones are among them.
  public List<Entry> committed(RoomId room, long pos) {
    return committed.after(room, pos).map(EntryAppended::entries).orElse(List.of());
  }

  /// The logs that have grown since a time (milliseconds), each with the position before the first
  /// entry of then; at most a bounded number of positions back. Reads the whole list of logs.
  public Map<RoomId, Long> movedSince(long at) {
    var moved = store.movedSince(at);
    moved.replaceAll((room, last) -> store.firstSince(room, at, last) - 1);
    return moved;
  }
}
