package io.securechat.bus;

import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.securechat.problems.ThrottledLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Signals over one Redis channel, encoded by [SignalCodec].
///
/// Twice a second the node sends a heartbeat to itself; [#isUp] tells whether it arrives, so that a
/// hanging Redis counts as down. When signals arrive again, the node resyncs and asks the others to
/// do the same, because its own signals may have been lost meanwhile.
final class RedisBus extends RedisPubSubAdapter<String, String> implements Bus, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
  private static final ThrottledLog throttledLog = new ThrottledLog(log);
  private static final long BEAT_MILLIS = 500;
  private static final long SILENCE_NANOS = 2_000_000_000;
  private static final int BEATS_PER_RESYNC = 2;
  private static final String HEARTBEAT = "HEARTBEAT";
  private static final String RESYNC = "RESYNC";

  private final RedisConnections link;
  private final String channel;
  private final Listeners listeners = new Listeners();
  private final List<Runnable> resyncing = new CopyOnWriteArrayList<>();
  // A single thread, so that signals are handled in order.
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
  public <T extends Record> void publish(Topic<T> topic, T signal) {
    publish(topic.name(), signal);
  }

  @Override
  public <T extends Record> void listen(Topic<T> topic, Consumer<T> listener) {
    listeners.add(topic, listener);
  }

  @Override
  public void onResync(Runnable forget) {
    resyncing.add(forget);
  }

  @Override
  public void start() {
    running = true;
    link.signals.addListener((RedisConnectionStateListener) new Connections());
    link.signals.addListener(this);
    var _ = link.signals.async().subscribe(channel);
    var _ = thread.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
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

  /// Starts before everything that publishes.
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

  /// Also called after each reconnect.
  @Override
  public void subscribed(String to, long count) {
    connected = true;
  }

  @Override
  public void message(String on, String text) {
    SignalCodec.Message message;
    try {
      message = SignalCodec.read(text);
    } catch (IllegalArgumentException e) {
      throttledLog.warn("message", "A malformed message on the bus was ignored.");
      return;
    }
    if (message.node().equals(node())) {
      heard = System.nanoTime();
      return;
    }
    try {
      thread.execute(() -> hear(message));
    } catch (RejectedExecutionException e) {
      log.debug("The bus is closed");
    }
  }

  private void hear(SignalCodec.Message message) {
    if (message.topic().equals(RESYNC)) {
      resync();
    } else {
      listeners.deliver(message);
    }
  }

  private void beat() {
    publish(HEARTBEAT, null);
    boolean hears = connected && System.nanoTime() - heard < SILENCE_NANOS;
    if (hears && !up) {
      up = true;
      publish(RESYNC, null);
      resync();
    } else if (!hears) {
      up = false;
      if (++beats % BEATS_PER_RESYNC == 0) {
        resync();
      }
    }
  }

  private void resync() {
    resyncing.forEach(Listeners::guarded);
  }

  private void publish(String topic, @Nullable Record signal) {
    try {
      var _ = link.commands.async().publish(channel, SignalCodec.write(node(), topic, signal));
    } catch (RedisException e) {
      log.debug("A signal of {} could not be sent", topic);
    }
  }
}
