package io.securechat.push;

import io.securechat.log.Logs;
import io.securechat.protocol.RoomId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Decides shortly after each commit, on another thread, which sessions get a push message about
/// new entries, and queues these in the database.
///
/// The log is what survives a restart: what was committed and not decided about is found by
/// comparing it with `push_decided`. Of several nodes that decide about the same entries, one
/// succeeds (compare-and-swap).
@Component
class Deciding {

  private static final Logger log = LoggerFactory.getLogger(Deciding.class);

  /// Rooms in one transaction.
  private static final int TOGETHER = 100;

  /// How far back undecided entries are looked for after a start, and then again: on several nodes,
  /// another one may have stopped.
  private static final Duration AFTER_START = Duration.ofHours(1);

  private static final Duration AGAIN = Duration.ofMinutes(2);

  private final DecisionQueue rooms;
  private final QueueStore store;
  private final Subscriptions subscriptions;
  private final Logs logs;
  private final RoomDecisions decisions;
  private final OpenSessions open;
  private final Clock clock;
  private boolean started;

  Deciding(
      DecisionQueue rooms,
      QueueStore store,
      Subscriptions subscriptions,
      Logs logs,
      RoomDecisions decisions,
      OpenSessions open,
      Clock clock) {
    this.rooms = rooms;
    this.store = store;
    this.subscriptions = subscriptions;
    this.logs = logs;
    this.decisions = decisions;
    this.open = open;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 60_000)
  void findMissed() {
    if (!subscriptions.any()) {
      return;
    }
    try {
      long now = clock.millis();
      logs.movedSince(now - (started ? AGAIN : AFTER_START).toMillis()).forEach(rooms::add);
      store.forgetAlerts(now - AFTER_START.toMillis());
      started = true;
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot look for missed entries: {}", e.getClass().getName());
    }
  }

  @Scheduled(fixedDelay = 400)
  void decide() {
    var taken = rooms.take(TOGETHER);
    if (taken.isEmpty()) {
      return;
    }
    try {
      long now = clock.millis();
      var made = new ArrayList<QueueStore.Decision>();
      taken.forEach((room, after) -> decisions.decide(room, after, now).ifPresent(made::add));
      store.save(withoutOpenElsewhere(made), now).forEach(room -> again(room, taken.get(room)));
      made.forEach(this::continueAfter);
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot decide about push messages: {}", e.getClass().getName());
      taken.forEach(rooms::add);
    }
  }

  /// Another node was first, but may not have seen all of the entries.
  private void again(RoomId room, @Nullable Long after) {
    if (after != null) {
      rooms.add(room, after);
    }
  }

  /// A decision covers a bounded number of entries.
  private void continueAfter(QueueStore.Decision decision) {
    if (logs.head(decision.room()).pos() > decision.pos()) {
      rooms.add(decision.room(), decision.pos());
    }
  }

  private List<QueueStore.Decision> withoutOpenElsewhere(List<QueueStore.Decision> made) {
    var sessions =
        made.stream()
            .flatMap(decision -> decision.waiting().stream())
            .map(QueueStore.Waiting::sessionKey)
            .toList();
    var elsewhere = open.elsewhere(sessions);
    return made.stream().map(decision -> decision.without(elsewhere)).toList();
  }
}
