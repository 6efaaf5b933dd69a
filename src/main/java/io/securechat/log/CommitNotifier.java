package io.securechat.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bus.Bus;
import io.securechat.protocol.RoomId;
import io.securechat.storage.Dialect;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Announces committed entries on this node, from all nodes: per room in the log's order, each
/// position once.
///
/// A signal names the position that a room has reached; the entries since the last announced
/// position are read from the log. [MissedCommits] finds what signals missed.
@Component
class CommitNotifier {

  private static final Logger log = LoggerFactory.getLogger(CommitNotifier.class);

  private static final Duration IDLE = Duration.ofMinutes(10);
  private static final int READERS = 4;

  /// The last announced position of one room.
  private static final class Place {
    final ReentrantLock announcing = new ReentrantLock();
    volatile long pos;

    Place(long pos) {
      this.pos = pos;
    }
  }

  // A room without signals for this long is tracked again from its next signal on.
  private final Cache<RoomId, Place> places = Caffeine.newBuilder().expireAfterAccess(IDLE).build();
  private final ExecutorService readers =
      new ThreadPoolExecutor(
          READERS,
          READERS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().name("commit-notifier-", 0).daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final CommittedEntries replay;
  private final LogStore store;
  private final HeadCache heads;
  private final Aggregates aggregates;
  private final Bus bus;
  private final boolean follows;
  private final ObjectProvider<RoomSubscriptions> subscriptions;
  private final ApplicationEventPublisher events;

  CommitNotifier(
      CommittedEntries replay,
      LogStore store,
      HeadCache heads,
      Aggregates aggregates,
      Bus bus,
      Dialect dialect,
      ObjectProvider<RoomSubscriptions> subscriptions,
      ApplicationEventPublisher events) {
    this.replay = replay;
    this.store = store;
    this.heads = heads;
    this.aggregates = aggregates;
    this.bus = bus;
    this.follows = dialect.hasOtherWriters();
    this.subscriptions = subscriptions;
    this.events = events;
    bus.listen(RoomMoved.TOPIC, this::moved);
  }

  /// Announces entries that this node has committed.
  void committed(EntryAppended own) {
    if (!follows) {
      events.publishEvent(own);
      return;
    }
    boolean changes = own.entries().stream().anyMatch(entry -> entry.type() == Entry.EVENT);
    signal(own, changes);
    var place = place(own.roomId(), own.firstPos() - 1);
    place.announcing.lock();
    try {
      if (place.pos == own.firstPos() - 1) {
        announce(place, own);
      } else {
        // Entries of another node lie in between, or these were read from the log already.
        catchUp(own.roomId(), place, last(own));
      }
    } finally {
      place.announcing.unlock();
    }
  }

  private void signal(EntryAppended own, boolean changes) {
    bus.publish(RoomMoved.TOPIC, new RoomMoved(own.roomId(), own.firstPos(), last(own), changes));
  }

  private static long last(EntryAppended appended) {
    return appended.firstPos() + appended.entries().size() - 1;
  }

  private void moved(RoomMoved moved) {
    moved(moved.room(), moved.first(), moved.last(), moved.changed());
  }

  /// Handles positions `first` to `last`, committed by another node.
  private void moved(RoomId room, long first, long last, boolean changed) {
    forget(room, changed);
    var place = place(room, first - 1);
    if (place.pos < last) {
      boolean unsubscribed = !changed && place.pos >= first - 1 && !hasSubscribers(room);
      readers.execute(() -> follow(room, place, last, unsubscribed));
    }
  }

  /// Invalidates caches before the announcement, so that listeners read the new state. The room
  /// goes before the head: a head newer than the room is detected, an older one is refused.
  private void forget(RoomId room, boolean changed) {
    if (changed) {
      aggregates.changedByOtherNode(room);
    }
    heads.forget(List.of(room));
  }

  private boolean hasSubscribers(RoomId room) {
    var here = subscriptions.getIfAvailable();
    return here == null || here.hasSubscribers(room);
  }

  private Place place(RoomId room, long before) {
    return places.get(room, _ -> new Place(before));
  }

  private void follow(RoomId room, Place place, long last, boolean unsubscribed) {
    place.announcing.lock();
    try {
      if (unsubscribed && place.pos < last && !hasSubscribers(room)) {
        // Clients that subscribe later read the log from their own position.
        place.pos = last;
      } else {
        catchUp(room, place, last);
      }
    } catch (DataAccessException | TransactionException e) {
      // The next periodic check finds it.
      log.debug("Cannot read a room's entries at the moment: {}", e.getClass().getName());
    } finally {
      place.announcing.unlock();
    }
  }

  private void catchUp(RoomId room, Place place, long last) {
    while (place.pos < last) {
      var next = replay.after(room, place.pos);
      if (next.isEmpty()) {
        place.pos = last;
        return;
      }
      if (next.get().entries().stream().anyMatch(entry -> entry.type() == Entry.EVENT)) {
        forget(room, true);
      }
      announce(place, next.get());
    }
  }

  private void announce(Place place, EntryAppended appended) {
    // Advances even if a listener throws, so that nothing is announced twice.
    place.pos = last(appended);
    events.publishEvent(appended);
  }

  /// Announces these rooms from now on. Returns whether any was not announced before: data read
  /// about it until now may be older than the first announcement.
  boolean follow(Collection<RoomId> rooms) {
    if (!follows) {
      return false;
    }
    var fresh = rooms.stream().filter(room -> places.getIfPresent(room) == null).toList();
    if (fresh.isEmpty()) {
      return false;
    }
    var positions = store.positions(fresh);
    for (var room : fresh) {
      forget(room, true);
      place(room, positions.getOrDefault(room, 0L));
    }
    return true;
  }

  /// Catches up with a log whose signal may have been lost.
  ///
  /// @param firstUnknown the first position to announce, for a log that this node does not follow
  void catchUp(RoomId room, long last, LongSupplier firstUnknown) {
    var place = places.getIfPresent(room);
    long first = place == null ? firstUnknown.getAsLong() : place.pos + 1;
    if (first <= last) {
      moved(room, first, last, true);
    }
  }

  @PreDestroy
  void stop() {
    readers.shutdown();
  }
}
