package io.securechat.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A connection that carries one request after another, for as long as the server keeps it open.
final class HttpLine implements AutoCloseable {

  /// A response; status 0 if the server closed without one.
  record Answer(int status, String type, String body) {}

  static final Answer NOTHING = new Answer(0, "", "");
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int SOON_MILLIS = 2_000;

  private final int port;
  private static final int REMEMBERED = 8;

  private final ArrayDeque<String> exchanges = new ArrayDeque<>();
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  HttpLine(int port) {
    this.port = port;
  }

  /// The last exchanges on this and earlier connections, for the report of a failure.
  String history() {
    return String.join("\n", exchanges);
  }

  private void remember(String event) {
    if (exchanges.size() == REMEMBERED * 2) {
      exchanges.removeFirst();
    }
    exchanges.add(event);
  }

  /// Sends a request with correct framing.
  Answer ask(byte[] request, boolean head) throws IOException {
    boolean used = socket != null;
    var answer = tryOnce(request, head);
    // An idle connection may be closed just when it is used again (RFC 9112, 9.5).
    return answer.status() == 0 && used ? tryOnce(request, head) : answer;
  }

  private Answer tryOnce(byte[] request, boolean head) throws IOException {
    try {
      var open = open();
      if (stream().available() > 0) {
        return unasked(open);
      }
      remember("sent: " + new String(request, StandardCharsets.ISO_8859_1));
      open.getOutputStream().write(request);
      open.getOutputStream().flush();
      return read(head);
    } catch (SocketTimeoutException silent) {
      close();
      throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
    } catch (IOException gone) {
      remember("ended: " + gone);
      close();
      return NOTHING;
    }
  }

  /// Reads an unexpected response, which is allowed only if the server then closes: it cannot know
  /// that a request line which it could not parse began with HEAD.
  private Answer unasked(Socket open) throws IOException {
    remember("unasked: " + line());
    open.setSoTimeout(SOON_MILLIS);
    try {
      stream().readAllBytes();
    } catch (SocketTimeoutException kept) {
      throw new IllegalStateException("an unexpected second response:\n" + history());
    }
    throw new EOFException();
  }

  private Socket open() throws IOException {
    var known = socket;
    if (known == null) {
      known = new Socket(InetAddress.getLoopbackAddress(), port);
      known.setSoTimeout(PATIENCE_MILLIS);
      known.setTcpNoDelay(true);
      socket = known;
      in = new BufferedInputStream(known.getInputStream());
    }
    return known;
  }

  private Answer read(boolean headOnly) throws IOException {
    String head = line();
    remember("read: " + head);
    if (!head.startsWith("HTTP/1.1 ")) {
      throw new IllegalStateException("not an HTTP response:\n" + history());
    }
    int status = Integer.parseInt(head.substring(9, 12));
    long length = -1;
    boolean chunked = false;
    boolean closes = false;
    String type = "";
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      String value = lower.substring(lower.indexOf(':') + 1).strip();
      switch (lower.substring(0, Math.max(0, lower.indexOf(':')))) {
        case "content-length" -> length = Long.parseLong(value);
        case "transfer-encoding" -> chunked = value.contains("chunked");
        case "content-type" -> type = value;
        case "connection" -> closes = value.contains("close");
        default -> {}
      }
    }
    boolean none = headOnly || status == 204 || status == 304 || status / 100 == 1;
    byte[] body = none ? new byte[0] : chunked ? chunks() : exactly(length);
    if (closes || status == 101) {
      close();
    }
    return status == 100
        ? read(headOnly)
        : new Answer(status, type, new String(body, StandardCharsets.UTF_8));
  }

  private byte[] exactly(long length) throws IOException {
    return length < 0 ? stream().readAllBytes() : stream().readNBytes((int) length);
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      all.writeBytes(stream().readNBytes(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = stream().read(); next != '\n'; next = stream().read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private InputStream stream() throws IOException {
    if (in == null) {
      throw new EOFException();
    }
    return in;
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // Already closed.
    }
    socket = null;
    in = null;
  }
}
