package io.securechat.protocol;

import io.securechat.bytes.ByteReader;

/// SC1L: the vault key, encrypted for one way of unlocking. The server can read only the header.
public record LockBlob(UserId user, int kind) {

  public static final int PASSWORD = 1;
  public static final int RECOVERY = 2;

  private static final int LENGTH = 82;

  public static LockBlob parse(byte[] bytes) {
    var reader = new ByteReader(bytes).require(bytes.length == LENGTH).magic("SC1L");
    var lock = new LockBlob(UserId.of(reader.bytes(16)), reader.u8());
    reader.require(lock.kind == PASSWORD || lock.kind == RECOVERY);
    return lock;
  }
}
