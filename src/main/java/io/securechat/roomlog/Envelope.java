package io.securechat.roomlog;

import io.securechat.bytes.ByteReader;
import io.securechat.identities.IdentityId;
import io.securechat.rooms.RoomId;

/// SC1M: the outside of a sealed message, which is all that the server can read of it.
public record Envelope(RoomId roomId, int epoch, IdentityId identityId) {

  public static final int SHORTEST = 205;
  public static final int LONGEST = 16_589;

  private static final int FRAME = 141;
  private static final int BLOCK = 64;

  /// Reads the outside; throws [io.securechat.bytes.Malformed].
  public static Envelope parse(byte[] bytes) {
    int length = bytes.length;
    var reader =
        new ByteReader(bytes)
            .require(length >= SHORTEST && length <= LONGEST && (length - FRAME) % BLOCK == 0)
            .magic("SC1M");
    var room = RoomId.of(reader.bytes(16));
    long epoch = reader.u32();
    reader.require(epoch >= 1 && epoch <= Integer.MAX_VALUE);
    return new Envelope(room, (int) epoch, IdentityId.of(reader.bytes(16)));
  }
}
