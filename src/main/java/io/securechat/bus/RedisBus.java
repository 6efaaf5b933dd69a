package io.securechat.bus;

import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Signals over one channel of Redis, each as `node topic text`.
///
/// Twice a second the node rings for itself. Whether it hears that is what [#isUp] says: so a Redis
/// that hangs counts as little as one that is gone. Coming back, a node is in doubt and tells the
/// others to be, too, because it may have had nobody to tell.
final class RedisBus extends RedisPubSubAdapter<String, String> implements Bus, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
  private static final long BEAT_MILLIS = 500;
  private static final long SILENCE_NANOS = 2_000_000_000;
  private static final int BEATS_IN_DOUBT = 2;
  private static final String BEAT = "BEAT";
  private static final String DOUBT = "DOUBT";

  private final RedisConnections link;
  private final String channel;
  private final Map<Topic, List<Consumer<String>>> listeners = new EnumMap<>(Topic.class);
  private final List<Runnable> doubting = new CopyOnWriteArrayList<>();
  // One thread: signals are heard in the order in which they came.
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("bus").factory());
  private volatile boolean connected;
  private volatile long heard;
  private volatile boolean up;
  private volatile boolean running;
  private int beats;

  RedisBus(RedisConnections link) {
    this.link = link;
    this.channel = link.key("bus");
    for (var topic : Topic.values()) {
      listeners.put(topic, new CopyOnWriteArrayList<>());
    }
  }

  @Override
  public String node() {
    return link.node();
  }

  @Override
  public boolean isUp() {
    return up;
  }

  @Override
  public void publish(Topic topic, String text) {
    publish(topic.name(), text);
  }

  @Override
  public void listen(Topic topic, Consumer<String> listener) {
    java.util.Objects.requireNonNull(listeners.get(topic)).add(listener);
  }

  @Override
  public void onResync(Runnable forget) {
    doubting.add(forget);
  }

  @Override
  public void start() {
    running = true;
    link.signals.addListener((RedisConnectionStateListener) new Connections());
    link.signals.addListener(this);
    link.signals.async().subscribe(channel);
    thread.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    up = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before whoever rings.
  @Override
  public int getPhase() {
    return -10;
  }

  private final class Connections implements RedisConnectionStateListener {

    @Override
    public void onRedisDisconnected(io.lettuce.core.RedisChannelHandler<?, ?> connection) {
      connected = false;
      up = false;
    }
  }

  /// After every reconnection, too.
  @Override
  public void subscribed(String to, long count) {
    connected = true;
  }

  @Override
  public void message(String on, String message) {
    var parts = message.split(" ", 3);
    if (parts.length < 3) {
      return;
    }
    if (parts[0].equals(node())) {
      heard = System.nanoTime();
      return;
    }
    try {
      thread.execute(() -> hear(parts[1], parts[2]));
    } catch (RejectedExecutionException e) {
      log.debug("Nothing is heard any more");
    }
  }

  private void hear(String topic, String text) {
    if (topic.equals(DOUBT)) {
      doubt();
      return;
    }
    for (var known : Topic.values()) {
      if (known.name().equals(topic)) {
        java.util.Objects.requireNonNull(listeners.get(known))
            .forEach(listener -> guarded(() -> listener.accept(text)));
      }
    }
  }

  private void beat() {
    publish(BEAT, "");
    boolean hears = connected && System.nanoTime() - heard < SILENCE_NANOS;
    if (hears && !up) {
      up = true;
      publish(DOUBT, "");
      doubt();
    } else if (!hears) {
      up = false;
      if (++beats % BEATS_IN_DOUBT == 0) {
        doubt();
      }
    }
  }

  private void doubt() {
    doubting.forEach(RedisBus::guarded);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("A listener of the bus failed: {}", e.getClass().getName());
    }
  }

  private void publish(String topic, String text) {
    try {
      link.commands.async().publish(channel, node() + " " + topic + " " + text);
    } catch (RedisException e) {
      log.debug("Nobody could be told of {}", topic);
    }
  }
}
