package io.securechat.bus;

import io.securechat.problems.RareLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// The listeners of each topic. A signal that is not its topic's record is logged and reaches none
/// of them; a listener that throws does not keep a signal from the others.
final class Listeners {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);
  private static final RareLog rareLog = new RareLog(log);

  private record Listener<T extends Record>(Topic<T> topic, Consumer<T> consumer) {

    void accept(JsonNode signal) {
      T read;
      try {
        read = SignalCodec.read(topic, signal);
      } catch (IllegalArgumentException e) {
        rareLog.warn(topic.name(), "A malformed signal of " + topic.name() + " was ignored.");
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

  /// Hands a signal to everybody who listens to its topic; an unknown topic, which a newer version
  /// may have, has no listeners.
  void deliver(SignalCodec.Message message) {
    byTopic
        .getOrDefault(message.topic(), List.of())
        .forEach(listener -> listener.accept(message.signal()));
  }

  static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("A listener of the bus failed: {}", e.getClass().getName());
    }
  }
}
