package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Uuids;
import java.util.Arrays;
import java.util.UUID;

/// SC1M: the header of an encrypted message, which is all that the server can read of it.
///
/// @param seq increases within the stream (M3)
public record Envelope(RoomId roomId, int epoch, IdentityId identityId, UUID streamId, long seq) {

  public static final int SHORTEST = 205;
  public static final int LONGEST = 16_589;

  private static final int SIGNATURE = 64;
  private static final int FRAME = 141;
  private static final int BLOCK = 64;

  /// Parses the header; throws [io.securechat.bytes.Malformed].
  public static Envelope parse(byte[] bytes) {
    int length = bytes.length;
    var reader =
        new ByteReader(bytes)
            .require(length >= SHORTEST && length <= LONGEST && (length - FRAME) % BLOCK == 0)
            .magic("SC1M");
    var room = RoomId.of(reader.bytes(16));
    long epoch = reader.u32();
    reader.require(epoch >= 1 && epoch <= Integer.MAX_VALUE);
    var identity = IdentityId.of(reader.bytes(16));
    return new Envelope(room, (int) epoch, identity, Uuids.of(reader.bytes(16)), reader.u32());
  }

  /// Whether the signature, over everything before it and the epoch record's hash, is valid for
  /// this key.
  public static boolean isSigned(byte[] bytes, byte[] recordHash, VerifyingKey key) {
    int length = bytes.length - SIGNATURE;
    byte[] signed = Arrays.copyOf(bytes, length + recordHash.length);
    System.arraycopy(recordHash, 0, signed, length, recordHash.length);
    return key.verify(signed, Arrays.copyOfRange(bytes, length, bytes.length));
  }
}
