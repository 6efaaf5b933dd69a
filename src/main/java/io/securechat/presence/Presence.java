package io.securechat.presence;

import io.securechat.bus.Bus;
import io.securechat.bus.NodeRegistry;
import io.securechat.protocol.UserId;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Which users are online: those with at least one connection to any node.
///
/// In memory only; the database stores just when users were last seen. Publishes [PresenceChanged]
/// on the thread that connects or disconnects, so listeners must be quick.
@Component
public class Presence {

  private record Here(long since, Set<String> connections) {}

  private final Map<UserId, Here> here = new ConcurrentHashMap<>();
  private final RemotePresence elsewhere = new RemotePresence();
  // Also held while publishing, so that listeners see each user's changes in order.
  private final ReentrantLock changing = new ReentrantLock();
  private final LastSeen lastSeen;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Bus bus;
  private final NodeRegistry registry;

  Presence(
      LastSeen lastSeen,
      ApplicationEventPublisher events,
      Clock clock,
      Bus bus,
      NodeRegistry registry) {
    this.lastSeen = lastSeen;
    this.events = events;
    this.clock = clock;
    this.bus = bus;
    this.registry = registry;
  }

  /// Registers a connection. Registering it again has no effect.
  public void connected(UserId user, String connection) {
    changing.lock();
    try {
      var known = here.get(user);
      if (known != null) {
        known.connections.add(connection);
        return;
      }
      long now = clock.millis();
      here.put(user, new Here(now, new HashSet<>(Set.of(connection))));
      lastSeen.cameOnline(user, now);
      registry.put(user.toString(), Long.toString(now));
      signal(user, true, now);
      if (!elsewhere.has(user)) {
        events.publishEvent(new PresenceChanged(user, true, now));
      }
    } finally {
      changing.unlock();
    }
  }

  /// Unregisters a connection. An unknown one has no effect.
  public void disconnected(UserId user, String connection) {
    changing.lock();
    try {
      var known = here.get(user);
      if (known == null || !known.connections.remove(connection) || !known.connections.isEmpty()) {
        return;
      }
      long now = clock.millis();
      here.remove(user);
      lastSeen.wentOffline(user, now);
      registry.remove(user.toString());
      signal(user, false, now);
      if (!elsewhere.has(user)) {
        events.publishEvent(new PresenceChanged(user, false, now));
      }
    } finally {
      changing.unlock();
    }
  }

  private void signal(UserId user, boolean online, long at) {
    bus.publish(
        RemotePresence.Signal.TOPIC, new RemotePresence.Signal(bus.node(), online, user, at));
  }

  /// A user has come online or gone offline on another node.
  void heard(RemotePresence.Signal signal) {
    changing.lock();
    try {
      boolean before = elsewhere.has(signal.user());
      elsewhere.heard(signal);
      if (before != elsewhere.has(signal.user())) {
        moved(signal.user(), signal.came(), signal.at());
      }
    } finally {
      changing.unlock();
    }
  }

  /// Takes over the other nodes' presence, and publishes the differences.
  void read(Map<String, Map<String, String>> others) {
    changing.lock();
    try {
      var before = elsewhere.users();
      elsewhere.read(others);
      var after = elsewhere.users();
      long now = clock.millis();
      after.keySet().stream()
          .filter(user -> !before.containsKey(user))
          .forEach(user -> moved(user, true, now));
      before.keySet().stream()
          .filter(user -> !after.containsKey(user))
          .forEach(user -> moved(user, false, now));
    } finally {
      changing.unlock();
    }
  }

  private void moved(UserId user, boolean online, long at) {
    lastSeen.heard(user, at);
    if (!here.containsKey(user)) {
      events.publishEvent(new PresenceChanged(user, online, at));
    }
  }

  public boolean isOnline(UserId user) {
    return here.containsKey(user) || elsewhere.has(user);
  }

  /// Since when the user has been online, in milliseconds, if they are.
  public Optional<Long> onlineSince(UserId user) {
    var known = here.get(user);
    return Stream.concat(
            known == null ? Stream.empty() : Stream.of(known.since()), elsewhere.since(user))
        .min(Long::compare);
  }

  /// All online users, in no particular order.
  public List<OnlineUser> online() {
    return all().entrySet().stream()
        .map(entry -> new OnlineUser(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Map<UserId, Long> all() {
    var all = new HashMap<>(elsewhere.users());
    here.forEach((user, known) -> all.merge(user, known.since(), Math::min));
    return all;
  }

  /// When the user was last online, in milliseconds; empty if never. For online users, a recent
  /// time.
  public OptionalLong lastSeen(UserId user) {
    return lastSeen.of(user);
  }
}
