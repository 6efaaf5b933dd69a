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
  private static final long LOOK_MILLIS = 5_000;
  private static final long LOOK_BACK_MILLIS = 30_000;

  private final LogStore store;
  private final CommitNotifier notifier;
  private final Bus bus;
  private final boolean follows;
  private final Clock clock;
  private volatile long looked;
  private volatile long lookedWell;

  MissedCommits(LogStore store, CommitNotifier notifier, Bus bus, Dialect dialect, Clock clock) {
    this.store = store;
    this.notifier = notifier;
    this.bus = bus;
    this.follows = dialect.hasOtherWriters();
    this.clock = clock;
    this.lookedWell = clock.millis();
    bus.onResync(() -> looked = 0);
  }

  @Scheduled(fixedDelay = 250)
  void look() {
    long now = clock.millis();
    if (!follows || (bus.isUp() && now - looked < LOOK_MILLIS)) {
      return;
    }
    try {
      long since = lookedWell - LOOK_BACK_MILLIS;
      store
          .movedSince(since)
          .forEach((room, last) ->
              notifier.catchUp(room, last, () -> store.firstSince(room, since, last)));
      looked = now;
      lookedWell = now;
    } catch (DataAccessException | TransactionException e) {
      log.debug("Cannot query the log: {}", e.getClass().getName());
    }
  }
}
