package io.securechat.push;

import io.securechat.bus.Bus;
import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;
import io.securechat.sockets.Connection;
import io.securechat.sockets.Connections;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Which sessions have an open WebSocket, on this node or another. Others are asked over the bus;
/// if an answer is lost, a session gets a push message that it did not need.
@Component
class OpenSessions {

  private static final long ANSWER_MILLIS = 300;
  private static final int MAX_ASKED = 500;

  /// Asks which of these sessions have a socket on another node.
  record Asked(UUID id, List<String> sessions) {

    static final Topic<Asked> TOPIC = new Topic<>("PUSH_ASKED", Asked.class);

    Asked {
      sessions = List.copyOf(sessions);
    }
  }

  /// Those of the sessions that have one here.
  record Here(UUID id, List<String> sessions) {

    static final Topic<Here> TOPIC = new Topic<>("PUSH_HERE", Here.class);

    Here {
      sessions = List.copyOf(sessions);
    }
  }

  private final Connections connections;
  private final Bus bus;
  private final Map<UUID, Set<String>> asking = new ConcurrentHashMap<>();

  OpenSessions(Connections connections, Bus bus) {
    this.connections = connections;
    this.bus = bus;
    bus.listen(Asked.TOPIC, this::answer);
    bus.listen(Here.TOPIC, this::heard);
  }

  boolean isOpenHere(UserId user, String session) {
    return connections.of(user).stream().anyMatch(one -> one.sessionKey().equals(session));
  }

  private void answer(Asked asked) {
    var all = connections.all().stream().map(Connection::sessionKey).collect(Collectors.toSet());
    var here = asked.sessions().stream().filter(all::contains).toList();
    if (!here.isEmpty()) {
      bus.publish(Here.TOPIC, new Here(asked.id(), here));
    }
  }

  private void heard(Here here) {
    var open = asking.get(here.id());
    if (open != null) {
      open.addAll(here.sessions());
    }
  }

  /// Those of the sessions that have a socket on another node. Waits for answers.
  Set<String> elsewhere(Collection<String> sessions) {
    if (bus.node().isEmpty() || sessions.isEmpty()) {
      return Set.of();
    }
    var all = List.copyOf(new HashSet<>(sessions));
    Set<String> open = ConcurrentHashMap.newKeySet();
    var id = UUID.randomUUID();
    asking.put(id, open);
    try {
      for (int i = 0; i < all.size(); i += MAX_ASKED) {
        bus.publish(
            Asked.TOPIC, new Asked(id, all.subList(i, Math.min(all.size(), i + MAX_ASKED))));
      }
      Thread.sleep(ANSWER_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.remove(id);
    }
    return Set.copyOf(open);
  }
}
