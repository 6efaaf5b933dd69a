package io.securechat.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The frames of RFC 6455, section 5.2, as a client sends them.
final class WebSocketFrames {

  private WebSocketFrames() {}

  /// Unmasks what whole frames carry, from an offset on.
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
