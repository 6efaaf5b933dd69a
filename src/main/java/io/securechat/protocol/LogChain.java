package io.securechat.protocol;

import io.securechat.bytes.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The hash chain of a room's log (SC1H): the hash at a position covers every entry up to it.
public final class LogChain {

  private static final byte[] MAGIC = "SC1H".getBytes(StandardCharsets.US_ASCII);

  private LogChain() {}

  /// The chain hash at position 0.
  public static byte[] start(RoomId room) {
    return Sha256.of(MAGIC, room.bytes());
  }

  /// The chain hash at position `pos`, from the one before it.
  public static byte[] next(byte[] before, long pos, int type, byte[] entryHash) {
    var numbers = ByteBuffer.allocate(9).putLong(pos).put((byte) type).array();
    return Sha256.of(MAGIC, before, numbers, entryHash);
  }
}
