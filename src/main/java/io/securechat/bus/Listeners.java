package io.securechat.bus;

import io.securechat.problems.ThrottledLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// The listeners of each topic. A signal that does not match its topic's record is logged and
/// dropped; a listener that throws does not keep the signal from the others.
final class Listeners {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);

  private record Listener<T extends Record>(Topic<T> topic, Consumer<T> consumer) {

    void accept(JsonNode signal) {
      T read;
      try {
        read = SignalCodec.read(topic, signal);
      } catch (IllegalArgumentException e) {
        throttledLog.warn(topic.name(), "A malformed signal of " + topic.name() + " was ignored.");
        return;
      }
      guarded(() -> consumer.accept(read));
    }
  }

  private final Map<String, List<Listener<?>>> byTopic = new ConcurrentHashMap<>();

  <T extends Record> void add(Topic<T> topic, Consumer<T> consumer) {
    byTopic
        .computeIfAbsent(topic.name(), _ -> new CopyOnWriteArrayList<>())
        .add(new Listener<>(topic, consumer));
  }

  /// Delivers a signal to all listeners of its topic. An unknown topic, perhaps of a newer version,
  /// has none.
  void deliver(SignalCodec.Message message) {
    byTopic
        .getOrDefault(message.topic(), List.of())
        .forEach(listener -> listener.accept(message.signal()));
  }

  static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("A bus listener failed: {}", e.getClass().getName());
    }
  }
}
