package io.securechat.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A connection that sends exactly the given bytes, from any address of 127.0.0.0/8.
public final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  /// A response; the status is 0 if the connection closed instead.
  public record Answer(int status, List<String> headers, String body) {

    public static final Answer NONE = new Answer(0, List.of(), "");

    /// The status and the problem's code.
    public String refusal() {
      return status + " " + Api.JSON.readTree(body).path("code").asString("");
    }

    public boolean closes() {
      return headers.stream().anyMatch("connection: close"::equalsIgnoreCase);
    }
  }

  private final Socket socket = new Socket();
  private final InputStream in;

  private RawConnection(String from, int port) throws IOException {
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static RawConnection open(String from, int port) {
    try {
      return new RawConnection(from, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RawConnection open(int port) {
    return open("127.0.0.1", port);
  }

  public RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawConnection send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends if the other side still reads.
  public boolean trySend(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public boolean hasAnswer() {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  /// Reads one response, or detects that the connection closed without one.
  public Answer answer() {
    try {
      String first = line();
      if (first.isEmpty()) {
        return Answer.NONE;
      }
      int status = Integer.parseInt(first.split(" ", -1)[1]);
      List<String> headers = new ArrayList<>();
      int length = 0;
      boolean chunked = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        headers.add(line);
        String lower = line.toLowerCase(Locale.ROOT);
        length = lower.startsWith("content-length:") ? number(lower, 10) : length;
        chunked |= lower.equals("transfer-encoding: chunked");
      }
      return new Answer(status, headers, chunked ? chunks() : text(length));
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("no answer, and not closed", e);
    } catch (IOException e) {
      return Answer.NONE;
    }
  }

  private static int number(String header, int radix) {
    return Integer.parseInt(header.substring(header.indexOf(':') + 1).strip(), radix);
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = number(line(), 16); size > 0; size = number(line(), 16)) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /// Waits until the server has closed, and returns what it sent before that.
  public String untilClosed() {
    var said = new StringBuilder();
    try {
      for (int b = in.read(); b >= 0; b = in.read()) {
        said.append((char) b);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("not closed", e);
    } catch (IOException e) {
      // A reset also counts as closed.
    }
    return said.toString();
  }

  /// Closes with a reset, which discards everything in flight.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
