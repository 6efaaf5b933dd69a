package io.securechat.live;

import io.securechat.sessions.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Keeps sessions alive while users act over their sockets; an open socket that only answers pings
/// does not count. Records a use at most once a minute, or ten times within the idle timeout of
/// sessions if that is more often.
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

  /// Records that a user acted over a socket of this session.
  void used(String sessionKey) {
    long now = clock.millis();
    Long last = noted.putIfAbsent(sessionKey, now);
    boolean due = last == null || Math.abs(now - last) >= interval;
    if (due && (last == null || noted.replace(sessionKey, last, now))) {
      sessions.touch(sessionKey);
    }
  }

  /// Forgets a session that has no more sockets.
  void forget(String sessionKey) {
    noted.remove(sessionKey);
  }
}
