package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// SC1I: an identity's public keys, signed by themselves and by the previous identity.
///
/// Parsing checks what needs no database (I2): lengths, keys and the self-signature.
public record IdentityRecord(
    UserId user,
    long index,
    byte[] prev,
    long time,
    byte[] edKey,
    WrappingKey wrappingKey,
    byte[] prevSignature,
    byte[] bytes) {

  public static final int LENGTH = 649;

  private static final byte[] MAGIC = "SC1I".getBytes(StandardCharsets.US_ASCII);
  private static final int UNSIGNED = LENGTH - 2 * Signatures.LENGTH;
  private static final int SPKI_AT = UNSIGNED - WrappingKey.SPKI;

  /// Parses a record; throws [Malformed] if it is invalid.
  public static IdentityRecord parse(byte[] bytes) {
    var reader = new ByteReader(bytes).magic("SC1I");
    var user = UserId.of(reader.bytes(16));
    long index = reader.u32();
    byte[] prev = reader.bytes(32);
    long time = reader.u64();
    byte[] edKey = reader.bytes(Signatures.KEY);
    reader.require(reader.u16() == WrappingKey.SPKI);
    var wrappingKey = WrappingKey.of(reader.bytes(WrappingKey.SPKI));
    byte[] prevSignature = reader.bytes(Signatures.LENGTH);
    byte[] selfSignature = reader.bytes(Signatures.LENGTH);
    reader.end();
    byte[] selfSigned = Arrays.copyOf(bytes, LENGTH - Signatures.LENGTH);
    if (!Signatures.verify(edKey, selfSigned, selfSignature)) {
      throw new Malformed();
    }
    return new IdentityRecord(
        user, index, prev, time, edKey, wrappingKey, prevSignature, bytes.clone());
  }

  public IdentityId id() {
    byte[] spki = Arrays.copyOfRange(bytes, SPKI_AT, UNSIGNED);
    return IdentityId.of(Arrays.copyOf(Sha256.of(MAGIC, edKey, Sha256.of(spki)), 16));
  }

  public byte[] hash() {
    return Sha256.of(bytes);
  }

  /// Whether this record may follow the user's current one (I2).
  ///
  /// @param afterReset whether an administrator has allowed it to lack its predecessor's signature
  public boolean follows(IdentityRecord before, boolean afterReset) {
    boolean chained = index == before.index + 1 && Arrays.equals(prev, before.hash());
    boolean unsigned = isZero(prevSignature);
    return chained
        && (unsigned
            ? afterReset
            : Signatures.verify(before.edKey, Arrays.copyOf(bytes, UNSIGNED), prevSignature));
  }

  public boolean isFirst() {
    return index == 0 && isZero(prev) && isZero(prevSignature);
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }
}
