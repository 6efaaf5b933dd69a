package io.securechat.live;

import io.securechat.signin.Sessions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Open sockets keep their sessions alive: each is noted in the database once a minute at most, and
/// never by the threads that receive or send.
@Component
class KeepAlive {

  private static final long MINUTE_MILLIS = 60_000;
  private static final int MOST_TOGETHER = 500;

  private final Map<String, Long> noted = new ConcurrentHashMap<>();
  private final Set<String> unsaved = ConcurrentHashMap.newKeySet();
  private final Sessions sessions;

  KeepAlive(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Something came over a socket of this session. From its first minute on, as the log-in itself
  /// has counted.
  void used(String sessionKey, long now) {
    Long last = noted.putIfAbsent(sessionKey, now);
    if (last != null && now - last > MINUTE_MILLIS && noted.replace(sessionKey, last, now)) {
      unsaved.add(sessionKey);
    }
  }

  /// The session has no socket any more.
  void forget(String sessionKey) {
    noted.remove(sessionKey);
  }

  @Scheduled(fixedDelay = 1000)
  void save() {
    var some = unsaved.stream().limit(MOST_TOGETHER).toList();
    if (!some.isEmpty()) {
      some.forEach(unsaved::remove);
      some.forEach(sessions::touch);
    }
  }
}
