package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;

/// SC1W: one epoch's secret, or the seed of a letterbox, wrapped for one identity. Its header is
/// the OAEP label.
public record Grant(
    RoomId room, long epoch, IdentityId identity, byte[] recordHash, byte[] wrapped) {

  /// Added to the number of a letterbox to get the number of its grants (B2).
  public static final long BOXES = 1L << 31;

  /// Parses a grant; throws [io.securechat.bytes.Malformed].
  public static Grant parse(byte[] bytes) {
    var reader = new ByteReader(bytes).magic("SC1W");
    var room = RoomId.of(reader.bytes(16));
    long epoch = reader.u32();
    var identity = IdentityId.of(reader.bytes(16));
    byte[] recordHash = reader.bytes(32);
    byte[] wrapped = reader.bytes(WrappingKey.WRAPPED);
    reader.end();
    reader.require(epoch >= 1);
    return new Grant(room, epoch, identity, recordHash, wrapped);
  }

  /// The header of a grant, which is the OAEP label.
  public static byte[] header(RoomId room, long epoch, IdentityId identity, byte[] recordHash) {
    return new ByteWriter()
        .magic("SC1W")
        .bytes(room.bytes())
        .u32(epoch)
        .bytes(identity.bytes())
        .bytes(recordHash)
        .done();
  }
}
