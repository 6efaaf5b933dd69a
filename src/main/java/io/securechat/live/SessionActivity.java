package io.securechat.live;

import io.securechat.sessions.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// What people do over their sockets keeps their sessions alive; that a socket is merely open, and
/// answers pings, does not. Each use is noted at most once a minute, or ten times within the time
/// after which an unused session ends.
@Component
class SessionActivity {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Map<String, Long> noted = new ConcurrentHashMap<>();
  private final Sessions sessions;
  private final Clock clock;
  private final long interval;

  SessionActivity(
      Sessions sessions, @Value("${spring.session.timeout}") Duration timeout, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
    this.interval = Math.min(LONGEST.toMillis(), timeout.toMillis() / 10);
  }

  /// Somebody posted or read over a socket of this session.
  void used(String sessionKey) {
    long now = clock.millis();
    Long last = noted.putIfAbsent(sessionKey, now);
    boolean due = last == null || Math.abs(now - last) >= interval;
    if (due && (last == null || noted.replace(sessionKey, last, now))) {
      sessions.touch(sessionKey);
    }
  }

  /// The session has no socket any more.
  void forget(String sessionKey) {
    noted.remove(sessionKey);
  }
}
