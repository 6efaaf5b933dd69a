package io.securechat.sessions;

import io.securechat.problems.ThrottledLog;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Records when sessions were last used, in memory, and writes them once a second. A request that
/// only reads then needs no commit, and works while the disk is full or the database is locked.
@Component
class SessionUses {

  private static final Logger log = LoggerFactory.getLogger(SessionUses.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);

  private final Map<String, Long> unsaved = new ConcurrentHashMap<>();
  private final SessionStore store;
  private final Clock clock;

  SessionUses(SessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @param session a session id or session key
  void note(String session) {
    unsaved.put(session, clock.millis());
  }

  /// Writes what was recorded; returns false if that fails, and keeps it for the next attempt.
  boolean save() {
    var batch = new HashMap<>(unsaved);
    if (batch.isEmpty()) {
      return true;
    }
    try {
      store.used(batch);
      // Sessions used again meanwhile have another time and stay for the next round.
      batch.forEach(unsaved::remove);
      return true;
    } catch (RuntimeException e) {
      String name = e.getClass().getName();
      throttledLog.warn(name, "Cannot record the last use of sessions, will retry: " + name);
      return false;
    }
  }

  @EventListener(ContextClosedEvent.class)
  void saveOnShutdown() {
    save();
  }
}
