package io.securechat.protocol;

import io.securechat.bytes.Malformed;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.encodings.OAEPEncoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/// The public key of an identity's RSA pair. Only wraps keys: RSA-OAEP (RFC 8017) with SHA-256 for
/// hash and MGF1, always with a label.
public final class WrappingKey {

  /// Length of the DER SubjectPublicKeyInfo of a 3072-bit key with e = 65537.
  public static final int SPKI = 422;

  /// Length of a wrapped secret.
  public static final int WRAPPED = 384;

  private static final int BITS = 3072;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final SecureRandom PADDING = new SecureRandom();

  private final RSAKeyParameters key;

  private WrappingKey(BigInteger modulus) {
    // Skips Bouncy Castle's search for factors of the modulus: at 11 ms per key it would take
    // eleven seconds for a room of a thousand. A weak key harms only its owner.
    this.key = new RSAKeyParameters(false, modulus, EXPONENT, true);
  }

  /// Parses a key that satisfies I2; throws [Malformed] for any other.
  public static WrappingKey of(byte[] spki) {
    try {
      RSAPublicKey read =
          RSAPublicKey.getInstance(SubjectPublicKeyInfo.getInstance(spki).parsePublicKey());
      BigInteger modulus = read.getModulus();
      boolean sound =
          modulus.bitLength() == BITS
              && modulus.testBit(0)
              && read.getPublicExponent().equals(EXPONENT)
              && Arrays.equals(encode(read), spki);
      if (sound) {
        return new WrappingKey(modulus);
      }
    } catch (IOException | RuntimeException e) {
      // Falls through to the exception below.
    }
    throw new Malformed();
  }

  public byte[] wrap(byte[] label, byte[] secret) {
    var oaep = new OAEPEncoding(new RSAEngine(), new SHA256Digest(), new SHA256Digest(), label);
    oaep.init(true, new ParametersWithRandom(key, PADDING));
    try {
      return oaep.processBlock(secret, 0, secret.length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("wrapping cannot fail for an input of this length", e);
    }
  }

  private static byte[] encode(RSAPublicKey key) throws IOException {
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return new SubjectPublicKeyInfo(algorithm, key).getEncoded("DER");
  }
}
