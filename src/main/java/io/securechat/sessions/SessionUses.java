package io.securechat.sessions;

import io.securechat.problems.RareLog;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// When each session was used last, gathered and written every second. A request that only reads
/// then writes nothing: it costs no commit, and goes on while the disk is full or somebody else
/// holds the database.
@Component
class SessionUses {

  private static final Logger log = LoggerFactory.getLogger(SessionUses.class);
  private static final RareLog rareLog = new RareLog(log);

  private final Map<String, Long> unsaved = new ConcurrentHashMap<>();
  private final SessionStore store;
  private final Clock clock;

  SessionUses(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param session a session's id or its log-in's key
  void note(String session) {
    unsaved.put(session, clock.millis());
  }

  /// Writes what is known so far; false where that fails, and it is kept for the next time.
  boolean save() {
    var batch = new HashMap<>(unsaved);
    if (batch.isEmpty()) {
      return true;
    }
    try {
      store.used(batch);
      // Whoever was here again meanwhile has another time and stays for the next round.
      batch.forEach(unsaved::remove);
      return true;
    } catch (RuntimeException e) {
      String name = e.getClass().getName();
      rareLog.warn(name, "When sessions were used last is written later: " + name);
      return false;
    }
  }

  @EventListener(ContextClosedEvent.class)
  void saveAtTheEnd() {
    save();
  }
}
