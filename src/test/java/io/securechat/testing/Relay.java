package io.securechat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Relays bytes between clients and a server on loopback. While it is [#rough], it cuts connections
/// after a random number of bytes, with a reset, in either direction.
public final class Relay implements AutoCloseable {

  private static final int MOST_BYTES = 60_000;

  private final ServerSocket door;
  private final int target;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean rough;

  /// @param seed for the random cuts, so that a run can be repeated
  public Relay(int target, long seed) {
    this.target = target;
    this.random = new Random(seed);
    try {
      this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("relay").start(this::accept);
  }

  public URI uri() {
    return URI.create("http://localhost:" + door.getLocalPort() + "/");
  }

  /// From now on connections break.
  public void rough() {
    rough = true;
  }

  /// From now on they work.
  public void calm() {
    rough = false;
  }

  public int cuts() {
    return cuts.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(server);
      Thread.ofVirtual().start(() -> pass(client, server));
      pass(server, client);
    } catch (IOException e) {
      cut(client);
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] buffer = new byte[2048];
    int left = next();
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!rough) {
          left = next();
        } else if (n >= left) {
          out.write(buffer, 0, left);
          cuts.incrementAndGet();
          break;
        } else {
          left -= n;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // The other side is closed, so this one is closed too.
    }
    cut(from);
    cut(to);
  }

  private int next() {
    synchronized (random) {
      return 1 + random.nextInt(MOST_BYTES);
    }
  }

  private void cut(Socket socket) {
    open.remove(socket);
    try (socket) {
      // With a reset, data in flight is lost.
      socket.setSoLinger(rough, 0);
    } catch (IOException e) {
      // Already closed.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(this::cut);
  }
}
