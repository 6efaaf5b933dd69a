package io.securechat.live;

import io.securechat.sessions.Sessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Open sockets keep their sessions alive: each is noted once a minute at most.
@Component
class KeepAlive {

  private static final long MINUTE_MILLIS = 60_000;

  private final Map<String, Long> noted = new ConcurrentHashMap<>();
  private final Sessions sessions;

  KeepAlive(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Something came over a socket of this session. From its first minute on, as the log-in itself
  /// has counted.
  void used(String sessionKey, long now) {
    Long last = noted.putIfAbsent(sessionKey, now);
    if (last != null && now - last > MINUTE_MILLIS && noted.replace(sessionKey, last, now)) {
      sessions.touch(sessionKey);
    }
  }

  /// The session has no socket any more.
  void forget(String sessionKey) {
    noted.remove(sessionKey);
  }
}
