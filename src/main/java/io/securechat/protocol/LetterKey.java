package io.securechat.protocol;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;

/// X25519 (RFC 7748) on 32 raw bytes, for letterboxes: a private key is any 32 bytes.
public final class LetterKey {

  public static final int LENGTH = 32;

  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b656e032100");
  private static final byte[] BASE = base();

  private LetterKey() {}

  private static byte[] base() {
    byte[] base = new byte[LENGTH];
    base[0] = 9;
    return base;
  }

  /// The public key of a private one.
  public static byte[] publicKey(byte[] privateKey) {
    return shared(privateKey, BASE);
  }

  /// Whether every shared secret with this key is zeros, which everybody knows.
  public static boolean isSmallOrder(byte[] key) {
    try {
      shared(BASE, key);
      return false;
    } catch (Malformed e) {
      return true;
    }
  }

  /// The shared secret; throws [Malformed] if the other key is of small order.
  static byte[] shared(byte[] privateKey, byte[] other) {
    try {
      var agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          KeyFactory.getInstance("X25519")
              .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
      agreement.doPhase(read(other), true);
      byte[] shared = agreement.generateSecret();
      if (Arrays.equals(shared, new byte[LENGTH])) {
        throw new Malformed();
      }
      return shared;
    } catch (InvalidKeyException e) {
      throw new Malformed();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks X25519", e);
    }
  }

  private static PublicKey read(byte[] key) throws GeneralSecurityException {
    byte[] masked = key.clone();
    masked[LENGTH - 1] &= 0x7f; // RFC 7748, 5
    byte[] encoded = new ByteWriter().bytes(SPKI).bytes(masked).done();
    return KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
