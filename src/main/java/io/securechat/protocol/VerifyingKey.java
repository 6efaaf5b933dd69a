package io.securechat.protocol;

import io.securechat.bytes.Malformed;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// An Ed25519 public key (RFC 8032), decoded and validated once: verifying costs half of
/// [Signatures#verify], which decodes and validates on each call. Uses Bouncy Castle, which is
/// about nine times as fast as the JDK.
///
/// Thread-safe.
public final class VerifyingKey {

  private final Ed25519.PublicPoint point;

  private VerifyingKey(Ed25519.PublicPoint point) {
    this.point = point;
  }

  /// Throws [Malformed] for anything but a point of full order in canonical encoding.
  public static VerifyingKey of(byte[] publicKey) {
    Ed25519.PublicPoint point =
        publicKey.length == Signatures.KEY
            ? Ed25519.validatePublicKeyFullExport(publicKey, 0)
            : null;
    if (point == null) {
      throw new Malformed();
    }
    return new VerifyingKey(point);
  }

  public boolean verify(byte[] message, byte[] signature) {
    return signature.length == Signatures.LENGTH
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }
}
