package io.securechat.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests as raw bytes over loopback, for what no HTTP client would send.
public final class RawRequest {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.[01] (\\d{3})");

  /// Everything received until the server closed; status 0 if nothing was received.
  public record Answer(int status, String head, String body) {

    public String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }

    /// Status and code of a problem, such as `400 malformed`; only the status of other responses.
    public String refusal() {
      return header("Content-Type").startsWith("application/problem+json")
          ? status + " " + json().path("code").asString()
          : Integer.toString(status);
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  private RawRequest() {}

  /// Sends text, one byte per character (ISO 8859-1), and reads until the server closes.
  public static Answer send(int port, String request) throws IOException {
    return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  public static Answer send(int port, byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      return exchange(socket, request);
    }
  }

  /// The same, then closes its own side, so that the server need not wait for missing bytes.
  public static Answer sendAndEnd(int port, byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
      } catch (IOException early) {
        // Closed before everything was sent; the response may have arrived nevertheless.
      }
      return parse(readAll(socket));
    }
  }

  /// The same over an open socket, such as one with TLS.
  public static Answer exchange(Socket socket, byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException early) {
      // Closed before everything was sent; the response may have arrived nevertheless.
    }
    return parse(readAll(socket));
  }

  /// Only the status, for responses after which the connection stays open, such as an upgrade.
  public static int status(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    var begin = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    return parse(begin.getBytes(StandardCharsets.ISO_8859_1)).status();
  }

  private static byte[] readAll(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(part); n >= 0; ) {
        all.write(part, 0, n);
        n = socket.getInputStream().read(part);
      }
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException reset) {
      // What arrived before counts.
    }
    return all.toByteArray();
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    var status = STATUS.matcher(text);
    if (!status.find()) {
      return new Answer(0, "", text);
    }
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    int begin = body.indexOf('{');
    boolean chunked =
        head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
    if (chunked && begin >= 0) {
      body = body.substring(begin, body.lastIndexOf('}') + 1);
    }
    return new Answer(Integer.parseInt(status.group(1)), head, body);
  }
}
