package io.securechat.log;

import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomId;
import java.util.ArrayList;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Erases the bytes of old messages, from the beginning of a log on, and keeps position, time and
/// hash, so that the chain can still be verified.
@Component
class Expiry {

  /// Positions that one call looks at: a transaction holds up the messages that are being posted.
  private static final int MAX_POSITIONS = 500;

  private final ExpiryStore store;
  private final LogStore log;
  private final Aggregates aggregates;
  private final TransactionTemplate transaction;

  Expiry(ExpiryStore store, LogStore log, Aggregates aggregates, TransactionTemplate transaction) {
    this.store = store;
    this.log = log;
    this.aggregates = aggregates;
    this.transaction = transaction;
  }

  /// Returns whether more may be left.
  boolean erase(RoomId room, long until) {
    // Times do not decrease along a log, so what was erased is its beginning.
    long from = store.erasedUntil(room);
    var old = store.olderThan(room, from, until, MAX_POSITIONS);
    if (old.isEmpty()) {
      return false;
    }
    var erased = new ArrayList<LogStore.Erased>();
    for (var entry : old) {
      byte[] message = entry.message();
      if (message != null) {
        erased.add(new LogStore.Erased(room, entry.pos(), Sha256.of(message)));
      }
    }
    transaction.executeWithoutResult(_ -> {
      if (!erased.isEmpty()) {
        log.eraseLeft(erased);
      }
      aggregates.expired(room, from, old.getLast().pos());
      store.moveOn(room, old.getLast().pos());
    });
    if (!erased.isEmpty()) {
      log.overwriteErased();
    }
    return old.size() == MAX_POSITIONS;
  }
}
