package io.securechat.live;

import io.securechat.roomlog.RoomEntry;
import io.securechat.sockets.Connection;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends everything on one thread, with a queue per room: frames about a room leave in order, and
/// the threads that commit and receive never write to a socket. Work on this thread must not query
/// the database (`ArchitectureTest`).
///
/// The queue is bounded. When it is full, callers block, including the committer; this
/// back-pressure finally reaches clients as `busy`.
@Component
class OutboundDispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(OutboundDispatcher.class);

  /// In kilobytes: the limit of all queued frames, and the batch size after which the next room is
  /// served. A batch must stay well below the send buffer of one [Connection].
  private static final int MAX_WAITING = 64 * 1024;

  private static final int BATCH_KILOBYTES = 240;
  private static final int TIMEOUT_SECONDS = 30;

  /// The key for frames that concern no room.
  private static final Object NO_ROOM = new Object();

  /// Delivers entries of a room.
  interface Delivery {
    void deliver(List<OutboundEntry> entries);
  }

  private sealed interface Item {
    record Entries(List<OutboundEntry> entries, Delivery delivery) implements Item {}

    record Answer(Connection connection, byte[] frame) implements Item {}

    record Work(Runnable work) implements Item {}
  }

  private final FairQueue<Object, Item> queue = new FairQueue<>(MAX_WAITING, BATCH_KILOBYTES);
  private final Thread thread = Thread.ofPlatform().name("live-out").unstarted(this::drain);
  private volatile boolean stopped;

  OutboundDispatcher() {
    thread.setDaemon(true);
    thread.start();
  }

  /// Queues entries of a room. Queued entries are delivered together, up to a batch at a time.
  void entries(Object room, List<OutboundEntry> all, Delivery delivery) {
    int from = 0;
    int weight = 0;
    for (int i = 0; i < all.size(); i++) {
      weight += kilobytes(all.get(i).entry());
      if (weight >= BATCH_KILOBYTES || i == all.size() - 1) {
        add(room, new Item.Entries(all.subList(from, i + 1), delivery), weight);
        from = i + 1;
        weight = 0;
      }
    }
  }

  /// Queues an answer about a room's log. It may overtake the room's entries, but nothing else.
  void answer(Object room, Connection connection, byte[] frame) {
    add(room, new Item.Answer(connection, frame), 1);
  }

  /// Queues work that runs in order with a room's entries.
  void run(Object room, Runnable work) {
    add(room, new Item.Work(work), 1);
  }

  /// Queues work that concerns no room.
  void run(Runnable work) {
    run(NO_ROOM, work);
  }

  private void add(Object key, Item item, int weight) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "the sending thread must not queue: it could block on itself");
    }
    if (!stopped) {
      queue.add(key, item, weight);
    }
  }

  private static int kilobytes(RoomEntry entry) {
    int grants = entry instanceof RoomEntry.EpochOpened opened ? opened.grants().size() / 2 : 0;
    return 1 + entry.bytes().length / 1024 + grants;
  }

  /// Runs something between two batches, and waits for it.
  void await(Runnable work) {
    if (stopped) {
      return;
    }
    var done = new CompletableFuture<@Nullable Void>();
    run(
        done,
        () -> {
          try {
            work.run();
          } finally {
            done.complete(null);
          }
        });
    try {
      done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      LOG.debug("Sending has stopped");
    }
  }

  /// Waits until everything queued before has been handed to the sockets.
  void awaitSent() {
    queue.awaitEmpty();
  }

  private void drain() {
    try {
      while (!stopped) {
        var batch = queue.next();
        guarded(() -> take(batch.items()));
        queue.done(batch);
      }
    } catch (InterruptedException e) {
      LOG.debug("Sending has stopped");
    }
  }

  private static void take(List<Item> items) {
    var answered = queueAnswers(items);
    var together = new ArrayList<OutboundEntry>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Entries(var some, var delivery)) {
        together.addAll(some);
        if (!continues(items, i + 1)) {
          var entries = List.copyOf(together);
          together.clear();
          guarded(() -> delivery.deliver(entries));
        }
      } else if (items.get(i) instanceof Item.Work(var work)) {
        guarded(work);
      }
    }
    answered.forEach(Connection::flush);
  }

  /// Queues answers without writing them, so that they leave in the same write as entries for the
  /// same socket.
  private static List<Connection> queueAnswers(List<Item> items) {
    var answered = new ArrayList<Connection>();
    for (Item item : items) {
      if (item instanceof Item.Answer(var connection, byte[] frame) && connection.queue(frame)) {
        answered.add(connection);
      }
    }
    return answered;
  }

  /// Whether entries follow before the next ordered work.
  private static boolean continues(List<Item> items, int from) {
    for (int i = from; i < items.size() && !(items.get(i) instanceof Item.Work); i++) {
      if (items.get(i) instanceof Item.Entries) {
        return true;
      }
    }
    return false;
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // The only sending thread must survive failures.
      LOG.error("Sending failed", e);
    }
  }

  @PreDestroy
  void stop() {
    awaitSent();
    stopped = true;
    thread.interrupt();
  }
}
