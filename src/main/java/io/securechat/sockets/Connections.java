package io.securechat.sockets;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Open connections and room subscriptions. A subscription applies to all sockets of a user.
@Component
public class Connections {

  /// A room's sockets, with a cached list of them: in a busy room thousands of messages pass
  /// between two changes.
  private static final class Subscribers {
    final Set<Connection> sockets = new HashSet<>();
    @Nullable List<Connection> listed;
  }

  private final Map<UserId, Set<Connection>> byUser = new ConcurrentHashMap<>();
  private final Map<RoomId, Subscribers> subscribers = new HashMap<>();
  private final Map<UserId, Set<RoomId>> rooms = new HashMap<>();
  private final Map<Connection, RoomId> watched = new HashMap<>();
  private final Map<RoomId, Set<Connection>> watchers = new HashMap<>();

  /// Adds a socket and returns the number of the user's sockets.
  public synchronized int add(Connection connection) {
    var user = connection.user();
    rooms.getOrDefault(user, Set.of()).forEach(room -> join(room, connection));
    return byUser.merge(user, Set.of(connection), Connections::union).size();
  }

  /// Removes a socket, and with a user's last one also their subscriptions.
  public synchronized void remove(Connection connection) {
    var user = connection.user();
    watch(connection, null);
    rooms.getOrDefault(user, Set.of()).forEach(room -> leave(room, connection));
    var left = byUser.computeIfPresent(user, (key, all) -> without(all, connection));
    if (left == null) {
      rooms.remove(user);
    }
  }

  public synchronized void subscribe(RoomId room, UserId user) {
    if (byUser.containsKey(user) && rooms.computeIfAbsent(user, key -> new HashSet<>()).add(room)) {
      of(user).forEach(connection -> join(room, connection));
    }
  }

  public synchronized void unsubscribe(RoomId room, UserId user) {
    var subscribed = rooms.get(user);
    if (subscribed != null && subscribed.remove(room)) {
      of(user).forEach(connection -> leave(room, connection));
    }
  }

  private void join(RoomId room, Connection connection) {
    var all = subscribers.computeIfAbsent(room, key -> new Subscribers());
    all.sockets.add(connection);
    all.listed = null;
  }

  private void leave(RoomId room, Connection connection) {
    var all = subscribers.get(room);
    if (all != null && all.sockets.remove(connection)) {
      all.listed = null;
      if (all.sockets.isEmpty()) {
        subscribers.remove(room);
      }
    }
  }

  /// The sockets subscribed to the room.
  public synchronized List<Connection> subscribers(RoomId room) {
    var all = subscribers.get(room);
    if (all == null) {
      return List.of();
    }
    var listed = all.listed;
    if (listed == null) {
      listed = List.copyOf(all.sockets);
      all.listed = listed;
    }
    return listed;
  }

  /// Whether any socket is subscribed to the room.
  public synchronized boolean hasSubscribers(RoomId room) {
    return subscribers.containsKey(room);
  }

  /// Notes which room a socket's page shows, null for none. A closed socket watches nothing.
  public synchronized void watch(Connection connection, @Nullable RoomId room) {
    var before = watched.remove(connection);
    if (before != null) {
      watchers.computeIfPresent(before, (_, all) -> removed(all, connection));
    }
    if (room != null && of(connection.user()).contains(connection)) {
      watched.put(connection, room);
      watchers.computeIfAbsent(room, _ -> new HashSet<>()).add(connection);
    }
  }

  private static @Nullable Set<Connection> removed(Set<Connection> all, Connection connection) {
    all.remove(connection);
    return all.isEmpty() ? null : all;
  }

  /// The sockets whose pages show the room.
  public synchronized List<Connection> watchers(RoomId room) {
    return List.copyOf(watchers.getOrDefault(room, Set.of()));
  }

  /// Whether any socket's page shows the room.
  public synchronized boolean isWatched(RoomId room) {
    return watchers.containsKey(room);
  }

  /// The rooms that a user's sockets watch, by socket.
  public synchronized Map<Connection, RoomId> watchedBy(UserId user) {
    var theirs = new HashMap<Connection, RoomId>();
    of(user)
        .forEach(connection -> {
          var room = watched.get(connection);
          if (room != null) {
            theirs.put(connection, room);
          }
        });
    return theirs;
  }

  public Collection<Connection> of(UserId user) {
    return byUser.getOrDefault(user, Set.of());
  }

  public List<Connection> all() {
    return byUser.values().stream().flatMap(Set::stream).toList();
  }

  private static <T> Set<T> union(Set<T> some, Set<T> more) {
    Set<T> all = new HashSet<>(some);
    all.addAll(more);
    return Set.copyOf(all);
  }

  private static <T> @Nullable Set<T> without(Set<T> all, T one) {
    Set<T> left = new HashSet<>(all);
    left.remove(one);
    return left.isEmpty() ? null : Set.copyOf(left);
  }
}
