package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// The rooms' logs: takes requests to append, and reads entries and heads. Performs no
/// authorization; callers must.
///
/// May be called from any number of threads.
@Component
public class Logs {

  private final Committer committer;
  private final HeadCache heads;
  private final LogStore store;
  private final CommitNotifier notifier;

  Logs(Committer committer, HeadCache heads, LogStore store, CommitNotifier notifier) {
    this.committer = committer;
    this.heads = heads;
    this.store = store;
    this.notifier = notifier;
  }

  /// Queues a request. Refuses at once with `busy` where the queue is full or the server is
  /// shutting down.
  public void offer(AppendRequest write) {
    committer.offer(write);
  }

  /// Queues a request and waits for its answer, on a thread that may wait.
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

  /// Takes no writes any more, and returns once what was taken in is committed and answered.
  public void settle() {
    committer.stop();
  }

  /// Where a log stands, as last committed; an empty log's head where there is none.
  public Head head(RoomId room) {
    return heads.of(room);
  }

  /// Announces these rooms from now on, whoever writes to them. Answers whether any of them was not
  /// announced before: what was asked of them until then may be too old.
  public boolean follow(Collection<RoomId> rooms) {
    return notifier.follow(rooms);
  }

  /// The entries behind a number, oldest first.
  public List<LogEntry> after(RoomId room, long pos, int limit) {
    return store.after(room, pos, limit);
  }

  /// The entries in front of a number, newest first.
  public List<LogEntry> before(RoomId room, long pos, int limit) {
    return store.before(room, pos, limit);
  }

  /// The events alone behind a number, oldest first.
  public List<LogEntry> events(RoomId room, long pos, int limit) {
    return store.events(room, pos, limit);
  }

  /// h (SC1H) of a number that the log has, or of 0.
  public byte[] chain(RoomId room, long pos) {
    return store.chain(room, pos);
  }

  /// How many of the next messages after a number others have written, looking at no more than
  /// `most` of them. Quiet ones are not looked at.
  public int unread(RoomId room, UserId reader, long pos, int most) {
    return store.unread(room, reader, pos, most);
  }
}
