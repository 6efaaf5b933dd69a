package io.securechat.log;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.problems.ThrottledLog;
import io.securechat.storage.StorageFailures;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes all logs on one thread with group commit: everything queued goes into one transaction,
/// and what arrives meanwhile forms the next batch. The cost of a commit is shared without a timer
/// that would delay single entries.
///
/// The queue is bounded: when the disk falls behind, callers are refused with `busy` instead of
/// memory growing. Answers and announcements follow only after the commit (L2).
@Component
class Committer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Committer.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);
  private static final int TIMEOUT_MILLIS = 100;
  private static final long MAX_OUTAGE_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 200_000_000;

  private final BlockingQueue<AppendRequest> waiting;
  private final int batchSize;
  private final LogStore store;
  private final HeadCache heads;
  private final Aggregates aggregates;
  private final TransactionTemplate transaction;
  private final CommitNotifier notifier;
  private final Clock clock;
  private final LogMeters meters;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  Committer(
      LogSettings settings,
      LogStore store,
      HeadCache heads,
      Aggregates aggregates,
      TransactionTemplate transaction,
      CommitNotifier notifier,
      Clock clock,
      LogMeters meters) {
    this.waiting = new ArrayBlockingQueue<>(settings.waiting());
    this.batchSize = settings.together();
    this.store = store;
    this.heads = heads;
    this.aggregates = aggregates;
    this.transaction = transaction;
    this.notifier = notifier;
    this.clock = clock;
    this.meters = meters;
    meters.watch(waiting);
  }

  /// Queues a write. Refuses at once if the queue is full or the server is shutting down.
  void offer(AppendRequest write) {
    if (!running || !waiting.offer(write) || tooLate(write)) {
      throw new Refusal(CommonProblems.BUSY).with("retryAfter", 1);
    }
  }

  /// Whether the thread ended before it could take this write, which would never be answered.
  private boolean tooLate(AppendRequest write) {
    return !running && waiting.remove(write);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().name("room-log").start(this::run);
  }

  /// Commits what is queued, then stops.
  @Override
  public void stop() {
    running = false;
    var ending = thread;
    if (ending != null) {
      try {
        ending.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Starts before the web server and stops after it.
  @Override
  public int getPhase() {
    return 0;
  }

  private void run() {
    while (running || !waiting.isEmpty()) {
      var writes = next();
      if (!writes.isEmpty()) {
        commit(writes);
      }
    }
  }

  private List<AppendRequest> next() {
    var writes = new ArrayList<AppendRequest>();
    try {
      var first = waiting.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        writes.add(first);
        waiting.drainTo(writes, batchSize - 1);
      }
    } catch (InterruptedException e) {
      // Only stop() ends this thread, after the queue is empty.
      log.debug("Interrupted while waiting for writes");
    }
    return writes;
  }

  /// Tries the batch optimistically, then carefully, then each write on its own, so that a bad
  /// write fails only for its author. If the database is locked or full, every write would fail
  /// after the same delay, so all are answered at once.
  private void commit(List<AppendRequest> writes) {
    var failure = attempt(writes, false);
    if (failure != null && StorageFailures.isUnreachable(failure)) {
      failure = retriedDuringOutage(writes, failure);
    } else if (failure != null && StorageFailures.of(failure).isEmpty()) {
      failure = attempt(writes, true);
    }
    if (failure == null) {
      return;
    }
    var trouble = StorageFailures.of(failure);
    if (trouble.isEmpty() && writes.size() > 1) {
      writes.forEach(write -> commit(List.of(write)));
      return;
    }
    var problem = trouble.orElse(CommonProblems.NOT_STORED);
    throttledLog.error(
        problem.code(), writes.size() + " write(s) to room logs failed: " + cause(failure));
    writes.forEach(write -> write.failed(new Refusal(problem)));
  }

  /// Retries the batch for a while during a database outage, such as a restart, since no single
  /// write is the cause.
  private @Nullable RuntimeException retriedDuringOutage(
      List<AppendRequest> writes, RuntimeException first) {
    throttledLog.warn("away", "The database is unreachable: " + cause(first));
    RuntimeException failure = first;
    long began = System.nanoTime();
    while (failure != null
        && StorageFailures.isUnreachable(failure)
        && System.nanoTime() - began < MAX_OUTAGE_NANOS
        && running) {
      LockSupport.parkNanos(PAUSE_NANOS);
      failure = attempt(writes, true);
    }
    return failure;
  }

  private @Nullable RuntimeException attempt(List<AppendRequest> writes, boolean careful) {
    var batch = new Batch(store, heads, aggregates, clock.millis(), careful);
    long began = System.nanoTime();
    try {
      batch.prepare(writes);
      transaction.executeWithoutResult(_ -> {
        batch.lock(writes);
        writes.forEach(batch::take);
        batch.write();
      });
    } catch (RuntimeException e) {
      batch.forget();
      return e;
    }
    meters.committed(writes.size(), batch.messages(), System.nanoTime() - began);
    batch.committed();
    batch.announcements().forEach(this::announce);
    return null;
  }

  /// The database's own message, without any content of the writes.
  private static String cause(RuntimeException e) {
    return NestedExceptionUtils.getMostSpecificCause(e).toString();
  }

  private void announce(EntryAppended appended) {
    try {
      notifier.committed(appended);
    } catch (RuntimeException e) {
      // Already committed: a failing listener must not stop the log. Clients catch up from the log.
      log.error("A listener failed for entries of a room: {}", e.getClass().getName());
    }
  }
}
