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

/// Passes bytes on between clients and a server on loopback, and cuts connections in the middle of
/// them as long as it is [#rough]: after a random number of bytes, with a reset, in either
/// direction.
public final class Relay implements AutoCloseable {

  private static final int MOST_BYTES = 60_000;

  private final ServerSocket door;
  private final int target;
  private final Random random;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean rough;

  /// @param seed of the random cuts, so that a run can be had again
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

  /// From here on connections break.
  public void rough() {
    rough = true;
  }

  /// From here on they hold.
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
      // the other side is gone: so is this one
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
      // A reset: what is under way is lost.
      socket.setSoLinger(rough, 0);
    } catch (IOException e) {
      // closed already
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
