package io.securechat.log;

import io.securechat.bus.Bus;
import io.securechat.storage.Dialect;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Polls the database for entries of other nodes: every few seconds, and several times a second
/// while the bus is down. A lost or late signal then costs only time.
@Component
class MissedCommits {

  private static final Logger log = LoggerFactory.getLogger(MissedCommits.class);
  private static final long POLL_MILLIS = 5_000;
  private static final long LOOKBACK_MILLIS = 30_000;

  private final LogStore store;
  private final CommitNotifier notifier;
  private final Bus bus;
  private final boolean follows;
  private final Clock clock;
  private volatile long lastPoll;
  private volatile long lastComplete;

  MissedCommits(LogStore store, CommitNotifier notifier, Bus bus, Dialect dialect, Clock clock) {
    this.store = store;
    this.notifier = notifier;
    this.bus = bus;
    this.follows = dialect.hasOtherWriters();
    this.clock = clock;
    this.lastComplete = clock.millis();
    bus.onResync(() -> lastPoll = 0);
  }

  @Scheduled(fixedDelay = 250)
  void poll() {
    long now = clock.millis();
    if (!follows || (bus.isUp() && now - lastPoll < POLL_MILLIS)) {
      return;
    }
    try {
      long since = lastComplete - LOOKBACK_MILLIS;
      store
          .movedSince(since)
          .forEach((room, last) ->
              notifier.catchUp(room, last, () -> store.firstSince(room, since, last)));
      lastPoll = now;
      lastComplete = now;
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot query the log: {}", e.getClass().getName());
    }
  }
}
