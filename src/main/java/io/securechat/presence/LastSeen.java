package io.securechat.presence;

import io.securechat.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// When each user was last online. Held in memory (about forty bytes per user); changes are written
/// once a minute in one transaction, so that a thousand users who come and go cost one write.
///
/// For users who stay online, the time is saved every few minutes: after a power failure "last
/// seen" is then off by minutes rather than by the length of their visit.
@Component
class LastSeen {

  private static final Duration SAVE_INTERVAL = Duration.ofMinutes(5);

  private final SeenStore store;
  private final Clock clock;
  private final Set<UserId> here = ConcurrentHashMap.newKeySet();
  private final Map<UserId, Long> unsaved = new ConcurrentHashMap<>();
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable Map<UserId, Long> seen;
  private volatile long stayersWritten;

  LastSeen(SeenStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.stayersWritten = clock.millis();
  }

  void cameOnline(UserId user, long at) {
    here.add(user);
    note(user, at);
  }

  void wentOffline(UserId user, long at) {
    here.remove(user);
    note(user, at);
  }

  /// Records a change on another node, which saves it.
  void heard(UserId user, long at) {
    seen().merge(user, at, Math::max);
  }

  OptionalLong of(UserId user) {
    var at = seen().get(user);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }

  @Scheduled(fixedDelay = 60_000)
  void save() {
    long now = clock.millis();
    if (now - stayersWritten >= SAVE_INTERVAL.toMillis()) {
      stayersWritten = now;
      here.forEach(user -> note(user, now));
    }
    write();
  }

  @EventListener(ContextClosedEvent.class)
  void saveOnShutdown() {
    long now = clock.millis();
    here.forEach(user -> note(user, now));
    write();
  }

  private void note(UserId user, long at) {
    seen().put(user, at);
    unsaved.put(user, at);
  }

  private void write() {
    var batch = new HashMap<>(unsaved);
    if (batch.isEmpty()) {
      return;
    }
    store.save(batch);
    // Removes only what was saved: a user who came or went meanwhile has a different time and
    // stays.
    batch.forEach(unsaved::remove);
  }

  private Map<UserId, Long> seen() {
    var known = seen;
    return known != null ? known : load();
  }

  private Map<UserId, Long> load() {
    loading.lock();
    try {
      var known = seen;
      if (known == null) {
        known = new ConcurrentHashMap<>(store.all());
        seen = known;
      }
      return known;
    } finally {
      loading.unlock();
    }
  }
}
