package io.securechat.lossless;

import io.securechat.client.ChatClient;
import io.securechat.client.Epoch;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A user who posts one message after another like a page does: one id per message for all
/// attempts, posts again what was not acknowledged, and reconnects after a broken connection. Needs
/// no help.
final class SteadyWriter {

  /// Messages in flight at once, in each of these periods.
  private static final int AT_ONCE = 4;

  private static final Duration PERIOD = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Refusals after which the same message is sent again.
  private static final Set<String> AGAIN = Set.of("stale-epoch", "busy", "too-many", "not-stored");

  private final String name;
  private final String room;
  private final Supplier<ChatClient> door;
  private final Map<UUID, String> pending = new LinkedHashMap<>();
  private final Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
  private final Set<String> refusals = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean ending;
  private volatile @Nullable String trouble;
  private int written;

  private SteadyWriter(String name, String room, Supplier<ChatClient> door) {
    this.name = name;
    this.room = room;
    this.door = door;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::write);
  }

  /// @param door how they log in
  static SteadyWriter start(String name, String room, Supplier<ChatClient> door) {
    var scribe = new SteadyWriter(name, room, door);
    scribe.thread.start();
    return scribe;
  }

  /// The acknowledged messages, by position.
  Map<Long, String> acknowledged() {
    return acknowledged;
  }

  /// The codes of refusals so far.
  Set<String> refusals() {
    return refusals;
  }

  /// Waits until this many more messages are acknowledged.
  void writesOn(int lines) {
    int before = acknowledged.size();
    Wait.until(PATIENCE, () -> healthy() && acknowledged.size() >= before + lines);
  }

  void isTold(String code) {
    Wait.until(PATIENCE, () -> healthy() && refusals.contains(code));
  }

  /// Starts nothing new and returns when everything started is acknowledged.
  void finish() {
    ending = true;
    Wait.until(PATIENCE, () -> healthy() && !thread.isAlive());
  }

  private boolean healthy() {
    if (trouble != null) {
      throw new AssertionError(name + ": " + trouble);
    }
    return true;
  }

  private void write() {
    ChatClient client = null;
    boolean broken = false;
    while (!ending || !pending.isEmpty()) {
      long next = System.nanoTime() + PERIOD.toNanos();
      try {
        if (client == null) {
          client = door.get();
        } else if (broken || client.frames.isClosed()) {
          client = client.again();
        }
        round(client);
        broken = false;
      } catch (RuntimeException | AssertionError e) {
        // The server is unavailable or in trouble: tries again until the test times out.
        broken = true;
      }
      LockSupport.parkNanos(next - System.nanoTime());
    }
    if (client != null) {
      client.close();
    }
  }

  private void round(ChatClient client) {
    while (!ending && pending.size() < AT_ONCE) {
      pending.put(UUID.randomUUID(), name + " " + written++);
    }
    Epoch epoch = client.openEpoch(room);
    int before = client.frames.heard().size();
    pending.forEach((id, text) -> client.send(room, id, client.seal(epoch, text)));
    Wait.until(
        Duration.ofSeconds(20),
        () -> client.frames.isClosed() || answers(client, before) >= pending.size());
    client.frames.heard().stream().skip(before).forEach(this::take);
  }

  private long answers(ChatClient client, int before) {
    return client.frames.heard().stream().skip(before).filter(this::isMine).count();
  }

  private boolean isMine(JsonNode frame) {
    String id = frame.path("clientId").asString("");
    return !id.isEmpty() && pending.containsKey(UUID.fromString(id));
  }

  private void take(JsonNode frame) {
    if (!isMine(frame)) {
      return;
    }
    var id = UUID.fromString(frame.path("clientId").asString());
    if (frame.path("type").asString().equals("accepted")) {
      acknowledged.put(frame.path("pos").asLong(), pending.remove(id));
    } else {
      refusals.add(frame.path("code").asString());
      if (!AGAIN.contains(frame.path("code").asString())) {
        trouble = frame.toString();
      }
    }
  }
}
