package io.securechat.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A page, made by hand, that says hello and is never heard of again: it neither reads nor answers.
public final class SilentSocket implements AutoCloseable {

  private final Socket socket = new Socket();

  private SilentSocket() {}

  /// Returns once the server has taken the socket for one of this session's.
  ///
  /// @param cookie the session's, `name=value`
  /// @param buffer how many bytes the kernel takes in its place, roughly
  public static SilentSocket open(int port, String cookie, int buffer) throws IOException {
    var silent = new SilentSocket();
    silent.socket.setReceiveBufferSize(buffer);
    silent.socket.connect(new InetSocketAddress("localhost", port));
    var out = silent.socket.getOutputStream();
    out.write(head(port, cookie).getBytes(StandardCharsets.US_ASCII));
    out.write(hello());
    out.flush();
    var answer =
        new String(silent.socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    if (!answer.equals("HTTP/1.1 101")) {
      throw new IllegalStateException("not let in: " + answer);
    }
    return silent;
  }

  private static String head(int port, String cookie) {
    return """
    GET /ws HTTP/1.1
    Host: localhost:%1$d
    Origin: http://localhost:%1$d
    Connection: Upgrade
    Upgrade: websocket
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
    Sec-WebSocket-Protocol: secure-chat.v1
    Cookie: %2$s

    """
        .formatted(port, cookie)
        .replace("\n", "\r\n");
  }

  private static byte[] hello() {
    byte[] hello = "{\"type\":\"hello\",\"rooms\":[]}".getBytes(StandardCharsets.UTF_8);
    var frame = new ByteArrayOutputStream();
    frame.write(0x81);
    frame.write(0x80 | hello.length);
    // A mask of zeros leaves the text as it is (RFC 6455, 5.3).
    frame.writeBytes(new byte[4]);
    frame.writeBytes(hello);
    return frame.toByteArray();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
