package io.securechat.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// WebSocket frames (RFC 6455, section 5.2) as sent by clients.
public final class WebSocketFrames {

  private WebSocketFrames() {}

  /// What a page sends first: the upgrade to the chat's protocol, and a `hello` without rooms.
  ///
  /// @param cookie the session's, `name=value`
  public static byte[] greeting(int port, String cookie) {
    String head =
        """
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
    byte[] hello = "{\"type\":\"hello\",\"rooms\":[]}".getBytes(StandardCharsets.US_ASCII);
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    // A mask of zeros leaves the text unchanged (RFC 6455, 5.3).
    all.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
    all.writeBytes(hello);
    return all.toByteArray();
  }

  /// Unmasks the payloads of complete frames, from an offset on.
  static void payloads(byte[] stream, int from, ByteArrayOutputStream into) {
    var rest = ByteBuffer.wrap(stream, from, stream.length - from);
    while (rest.remaining() >= 6) {
      rest.get();
      int second = rest.get() & 0xff;
      long length = length(rest, second & 0x7f);
      if (second < 0x80) {
        throw new IllegalStateException("a client masks its frames");
      }
      byte[] mask = new byte[4];
      if (rest.remaining() < mask.length + length) {
        return;
      }
      rest.get(mask);
      for (int i = 0; i < length; i++) {
        into.write(rest.get() ^ mask[i % 4]);
      }
    }
  }

  private static long length(ByteBuffer rest, int announced) {
    return switch (announced) {
      case 126 -> rest.getShort() & 0xffff;
      case 127 -> rest.getLong();
      default -> announced;
    };
  }
}
