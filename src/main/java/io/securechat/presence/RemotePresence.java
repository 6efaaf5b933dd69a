package io.securechat.presence;

import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Users who are online on other nodes, as far as this node knows. Written by one thread at a time,
/// read by any.
final class RemotePresence {

  /// Signal to the other nodes: a user's first connection to this node opened, or their last one
  /// closed.
  record Signal(String node, boolean came, UserId user, long at) {

    static final Topic<Signal> TOPIC = new Topic<>("PRESENCE", Signal.class);
  }

  private final Map<String, Map<UserId, Long>> nodes = new ConcurrentHashMap<>();

  boolean has(UserId user) {
    return nodes.values().stream().anyMatch(node -> node.containsKey(user));
  }

  /// Since when the user has been online on each node.
  Stream<Long> since(UserId user) {
    return nodes.values().stream().flatMap(node -> Stream.ofNullable(node.get(user)));
  }

  /// All users, each with the earliest time since which they have been online.
  Map<UserId, Long> users() {
    var users = new HashMap<UserId, Long>();
    nodes.values().forEach(node -> node.forEach((user, at) -> users.merge(user, at, Math::min)));
    return users;
  }

  void heard(Signal signal) {
    var node = nodes.computeIfAbsent(signal.node(), _ -> new ConcurrentHashMap<>());
    if (signal.came()) {
      node.put(signal.user(), signal.at());
    } else {
      node.remove(signal.user());
    }
  }

  /// Replaces everything by the registry's content; nodes not in it are gone.
  void read(Map<String, Map<String, String>> registry) {
    nodes.keySet().retainAll(registry.keySet());
    registry.forEach((name, online) -> {
      var node = new ConcurrentHashMap<UserId, Long>();
      online.forEach((user, since) -> node.put(UserId.parse(user), Long.parseLong(since)));
      nodes.put(name, node);
    });
  }
}
