package io.securechat.live;

import io.securechat.accounts.UserId;
import io.securechat.roomlog.Audience;
import io.securechat.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Who is connected, and who hears which room. A user hears a room with all his sockets or none.
@Component
class Connections implements Audience {

  private final Map<UserId, Set<Connection>> byUser = new ConcurrentHashMap<>();
  private final Map<RoomId, Set<UserId>> hearers = new ConcurrentHashMap<>();
  private final Map<UserId, Set<RoomId>> rooms = new ConcurrentHashMap<>();

  /// How many sockets the user has with this one.
  synchronized int add(Connection connection) {
    return byUser.merge(connection.user(), Set.of(connection), Connections::union).size();
  }

  /// Forgets a socket; with a user's last one also what he hears.
  synchronized void remove(Connection connection) {
    var left = byUser.computeIfPresent(connection.user(), (user, all) -> without(all, connection));
    if (left == null) {
      var heard = rooms.remove(connection.user());
      if (heard != null) {
        heard.forEach(room -> unhear(room, connection.user()));
      }
    }
  }

  synchronized void hear(RoomId room, UserId user) {
    if (byUser.containsKey(user)) {
      hearers.merge(room, Set.of(user), Connections::union);
      rooms.merge(user, Set.of(room), Connections::union);
    }
  }

  synchronized void unhear(RoomId room, UserId user) {
    hearers.computeIfPresent(room, (key, all) -> without(all, user));
    rooms.computeIfPresent(user, (key, all) -> without(all, room));
  }

  @Override
  public boolean hears(RoomId room) {
    return hearers.containsKey(room);
  }

  Set<UserId> hearers(RoomId room) {
    return hearers.getOrDefault(room, Set.of());
  }

  Collection<Connection> of(UserId user) {
    return byUser.getOrDefault(user, Set.of());
  }

  List<Connection> all() {
    return byUser.values().stream().flatMap(Set::stream).toList();
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = new java.util.HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  private static <T> @org.jspecify.annotations.Nullable Set<T> without(Set<T> all, T one) {
    Set<T> left = new java.util.HashSet<>(all);
    left.remove(one);
    return left.isEmpty() ? null : Set.copyOf(left);
  }
}
