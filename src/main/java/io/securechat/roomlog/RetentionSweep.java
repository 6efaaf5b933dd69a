package io.securechat.roomlog;

import io.securechat.log.Logs;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Retention;
import io.securechat.rooms.Rooms;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Erases expired messages (D6) from the database. Until it comes to a message, readers are served
/// it as erased all the same.
@Component
class RetentionSweep {

  private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);

  /// Batches for one room before the next one has its turn.
  private static final int MAX_BATCHES = 20;

  private final Rooms rooms;
  private final Logs logs;
  private final Clock clock;

  RetentionSweep(Rooms rooms, Logs logs, Clock clock) {
    this.rooms = rooms;
    this.logs = logs;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = 10_000)
  void sweep() {
    try {
      for (Map.Entry<RoomId, Retention> room : rooms.retentions().entrySet()) {
        erase(room.getKey(), room.getValue().cutoff(clock.millis()));
      }
    } catch (DataAccessException | TransactionException e) {
      // What is left is erased the next time.
      log.debug("Cannot erase expired messages: {}", e.getClass().getName());
    }
  }

  private void erase(RoomId room, long cutoff) {
    boolean more = true;
    for (int i = 0; i < MAX_BATCHES && more; i++) {
      more = logs.expire(room, cutoff);
    }
  }
}
