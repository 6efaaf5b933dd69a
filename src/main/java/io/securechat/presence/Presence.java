package io.securechat.presence;

import io.securechat.accounts.UserId;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Who is online: whoever has at least one connection, however many pages he has open.
///
/// Held in memory alone; only when somebody was last seen is kept, gathered, in the database.
/// [PresenceChanged] is published on the thread that connects or disconnects, so listeners must be
/// quick.
@Component
public class Presence {

  private record Here(long since, Set<String> connections) {}

  private final Map<UserId, Here> online = new ConcurrentHashMap<>();
  // Held while announcing, too: of a user's coming and going nobody may hear in the wrong order.
  private final ReentrantLock changing = new ReentrantLock();
  private final LastSeen lastSeen;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Presence(LastSeen lastSeen, ApplicationEventPublisher events, Clock clock) {
    this.lastSeen = lastSeen;
    this.events = events;
    this.clock = clock;
  }

  /// Counts a connection in. The same connection twice counts once.
  public void connected(UserId user, String connection) {
    changing.lock();
    try {
      var here = online.get(user);
      if (here != null) {
        here.connections.add(connection);
        return;
      }
      long now = clock.millis();
      online.put(user, new Here(now, new HashSet<>(Set.of(connection))));
      lastSeen.came(user, now);
      events.publishEvent(new PresenceChanged(user, true, now));
    } finally {
      changing.unlock();
    }
  }

  /// Counts a connection out. An unknown one changes nothing.
  public void disconnected(UserId user, String connection) {
    changing.lock();
    try {
      var here = online.get(user);
      if (here == null || !here.connections.remove(connection) || !here.connections.isEmpty()) {
        return;
      }
      long now = clock.millis();
      online.remove(user);
      lastSeen.went(user, now);
      events.publishEvent(new PresenceChanged(user, false, now));
    } finally {
      changing.unlock();
    }
  }

  public boolean isOnline(UserId user) {
    return online.containsKey(user);
  }

  /// Since when, in milliseconds, the user has been online, if he is.
  public Optional<Long> onlineSince(UserId user) {
    return Optional.ofNullable(online.get(user)).map(Here::since);
  }

  /// Everybody who is online, in no particular order.
  public List<OnlineUser> online() {
    return online.entrySet().stream()
        .map(entry -> new OnlineUser(entry.getKey(), entry.getValue().since()))
        .toList();
  }

  /// When the user was last online, in milliseconds; empty for one who was never here. For a user
  /// who is online it is a recent moment.
  public OptionalLong lastSeen(UserId user) {
    return lastSeen.of(user);
  }
}
