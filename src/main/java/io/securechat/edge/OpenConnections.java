package io.securechat.edge;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Limits open connections, in total and per client address, and how long each may take for its TLS
/// handshake, for its headers, and for its next request. At the limit, the connection that has been
/// idle longest is closed to admit the new one; if none is idle, the new one is closed.
///
/// A connection that becomes a WebSocket is authenticated, has its own limits and is no longer
/// counted.
final class OpenConnections extends Handler.Wrapper implements Connection.Listener {

  private static final Duration SLOWEST_SWEEP = Duration.ofSeconds(1);
  private static final int SWEEPS_PER_DEADLINE = 4;

  /// An HTTP connection. Guarded by the lock of the enclosing instance.
  private static final class Tracked {

    final Connection connection;
    final ClientAddress address;
    boolean used;
    int requests;
    long since = System.nanoTime();
    long bytes;
    boolean begun;

    Tracked(Connection connection, ClientAddress address) {
      this.connection = connection;
      this.address = address;
    }

    /// In HTTP/2, bytes are no sign of a request: a browser also acknowledges what it has received.
    boolean isHttp2() {
      return connection instanceof ConnectionMetaData data
          && data.getHttpVersion() == HttpVersion.HTTP_2;
    }
  }

  private final EdgeSettings settings;
  private final ClientAddresses addresses;
  private final QuotaCounter shares;
  private final Map<Connection, Tracked> all = new HashMap<>();
  private final LinkedHashSet<Tracked> idle = new LinkedHashSet<>();
  private final Map<Object, LinkedHashSet<Tracked>> idleByAddress = new HashMap<>();
  private Scheduler.@Nullable Task sweep;

  OpenConnections(EdgeSettings settings, ClientAddresses addresses) {
    this.settings = settings;
    this.addresses = addresses;
    this.shares = new QuotaCounter(settings.connections(), settings.connectionsPerAddress());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    schedule();
  }

  @Override
  protected void doStop() throws Exception {
    var last = sweep;
    if (last != null) {
      last.cancel();
    }
    super.doStop();
  }

  private void schedule() {
    var shortest =
        settings.idle().compareTo(settings.headerDeadline()) < 0
            ? settings.idle()
            : settings.headerDeadline();
    long millis = Math.min(SLOWEST_SWEEP.toMillis(), shortest.toMillis() / SWEEPS_PER_DEADLINE);
    sweep = getServer().getScheduler().schedule(this::sweep, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    // The first one is that of the TLS handshake, until it is known which version follows.
    if (connection instanceof NegotiatingServerConnection
        || connection instanceof ConnectionMetaData) {
      var address = addresses.of(connection.getEndPoint().getRemoteSocketAddress());
      var tracked = new Tracked(connection, address);
      while (!admit(tracked)) {
        var oldest = longestIdle(address);
        Transport.close(oldest == null ? connection : oldest.connection);
        if (oldest == null) {
          return;
        }
        onClosed(oldest.connection);
      }
    }
  }

  private synchronized boolean admit(Tracked tracked) {
    boolean admitted = shares.take(tracked.address, 1);
    if (admitted) {
      all.put(tracked.connection, tracked);
    }
    return admitted;
  }

  /// The longest idle connection of this client address or, if it has none and the total is
  /// reached, of any.
  private synchronized @Nullable Tracked longestIdle(ClientAddress address) {
    var own = idleByAddress.get(address.key());
    if (own != null) {
      return own.getFirst();
    }
    boolean full = all.size() >= settings.connections();
    return full && !idle.isEmpty() ? idle.getFirst() : null;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    var gone = all.remove(connection);
    if (gone != null) {
      shares.giveBack(gone.address, 1);
      isBusy(gone);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var connection = request.getConnectionMetaData().getConnection();
    requestBegins(connection);
    Request.addCompletionListener(request, _ -> requestEnds(connection));
    return super.handle(request, response, callback);
  }

  private synchronized void requestBegins(Connection connection) {
    var tracked = all.get(connection);
    if (tracked != null) {
      tracked.used = true;
      tracked.requests++;
      isBusy(tracked);
    }
  }

  private synchronized void requestEnds(Connection connection) {
    var tracked = all.get(connection);
    if (tracked != null && --tracked.requests == 0) {
      tracked.since = System.nanoTime();
      tracked.bytes = connection.getBytesIn();
      tracked.begun = false;
      idle.add(tracked);
      idleByAddress.computeIfAbsent(tracked.address.key(), _ -> new LinkedHashSet<>()).add(tracked);
    }
  }

  private void isBusy(Tracked tracked) {
    if (idle.remove(tracked)) {
      idleByAddress.computeIfPresent(
          tracked.address.key(),
          (_, own) -> {
            own.remove(tracked);
            return own.isEmpty() ? null : own;
          });
    }
  }

  private void sweep() {
    if (isRunning() || isStarting()) {
      overdue().forEach(Transport::close);
      schedule();
    }
  }

  private synchronized List<Connection> overdue() {
    long now = System.nanoTime();
    return all.values().stream()
        .filter(tracked -> tracked.requests == 0 && isOverdue(tracked, now))
        .map(tracked -> tracked.connection)
        .toList();
  }

  private boolean isOverdue(Tracked tracked, long now) {
    if (tracked.used
        && !tracked.begun
        && !tracked.isHttp2()
        && tracked.connection.getBytesIn() != tracked.bytes) {
      tracked.begun = true;
      tracked.since = now;
      isBusy(tracked);
    }
    boolean waits = tracked.used && !tracked.begun;
    var deadline = waits ? settings.idle() : settings.headerDeadline();
    return now - tracked.since > deadline.toNanos();
  }
}
