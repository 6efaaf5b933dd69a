package io.securechat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A proxy in front of a server, possibly misconfigured: it changes the header lines of each
/// request as instructed and passes on the rest. One request or one socket per connection.
public final class ProxyRelay implements AutoCloseable {

  private static final int MOST_HEAD = 64 * 1024;
  private static final String FORBIDDEN =
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket listening;
  private final int target;
  private final String from;
  private final UnaryOperator<List<String>> change;

  /// @param from the loopback address that the server sees
  /// @param change transforms the header lines, the request line first; to none if the proxy itself
  ///   refuses the request with 403
  public ProxyRelay(int target, String from, UnaryOperator<List<String>> change) {
    this.target = target;
    this.from = from;
    this.change = change;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// The lines without these headers.
  public static List<String> without(List<String> lines, String... headers) {
    var kept = new ArrayList<>(lines);
    for (String header : headers) {
      kept.removeIf(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
    }
    return kept;
  }

  /// The lines with this header, which replaces a previous one.
  public static List<String> with(List<String> lines, String header, String value) {
    var kept = new ArrayList<>(without(lines, header));
    kept.add(header + ": " + value);
    return kept;
  }

  public URI uri() {
    return URI.create("http://localhost:" + listening.getLocalPort() + "/");
  }

  public int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var client = listening.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        var server =
            new Socket(InetAddress.getLoopbackAddress(), target, InetAddress.ofLiteral(from), 0)) {
      var lines = head(client.getInputStream());
      if (lines.isEmpty()) {
        return;
      }
      boolean socket =
          lines.stream().anyMatch(line -> line.regionMatches(true, 0, "Upgrade:", 0, 8));
      var sent = change.apply(socket ? lines : with(lines, "Connection", "close"));
      if (sent.isEmpty()) {
        client.getOutputStream().write(FORBIDDEN.getBytes(StandardCharsets.ISO_8859_1));
        return;
      }
      var text = String.join("\r\n", sent) + "\r\n\r\n";
      server.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      Thread.ofVirtual().start(() -> pass(client, server));
      server.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      // The other side is closed too.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException gone) {
      // The other side is closed too.
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.length() < MOST_HEAD && text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return List.of();
      }
      text.append((char) next);
    }
    return List.of(text.toString().strip().split("\r\n"));
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
