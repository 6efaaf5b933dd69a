package io.securechat.live;

import io.securechat.roomlog.RoomLog;
import io.securechat.sockets.CloseCode;
import io.securechat.sockets.Connections;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Graceful shutdown of all sockets, before anything else stops: refuses new work, commits and
/// acknowledges what was accepted, and closes every socket with 1001 ("going away"), after which
/// clients reconnect.
@Component
class GracefulShutdown implements SmartLifecycle {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final RoomLog log;
  private final OutboundDispatcher out;
  private final Connections connections;
  private volatile boolean running;

  GracefulShutdown(RoomLog log, OutboundDispatcher out, Connections connections) {
    this.log = log;
    this.out = out;
    this.connections = connections;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    log.drainAndStop();
    out.awaitSent();
    connections.all().forEach(connection -> connection.close(CloseCode.GOING_AWAY));
    awaitClosed();
  }

  /// Waits, with a time limit, until the clients have closed too, so that nothing sent is cut off.
  private void awaitClosed() {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!connections.all().isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /// False from the start of the shutdown on.
  @Override
  public boolean isRunning() {
    return running;
  }

  /// Starts last and stops first, before the web server.
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
