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

/// The public half of an identity's RSA pair. It only wraps: RSA-OAEP (RFC 8017) with SHA-256 for
/// the hash and for MGF1, always under a label.
public final class WrappingKey {

  /// The length of the DER SubjectPublicKeyInfo of a 3072-bit key with e = 65537.
  public static final int SPKI = 422;

  /// The length of what is wrapped.
  public static final int WRAPPED = 384;

  private static final int BITS = 3072;
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final SecureRandom PADDING = new SecureRandom();

  private final RSAKeyParameters key;

  private WrappingKey(BigInteger modulus) {
    // Without Bouncy Castle's search for factors of the modulus: it takes 11 ms, which makes eleven
    // seconds for a room of a thousand. Whoever hands in a weak key harms himself alone.
    this.key = new RSAKeyParameters(false, modulus, EXPONENT, true);
  }

  /// Reads a key as I2 demands; throws [Malformed] for any other.
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
      // answered below like every other malformed key
    }
    throw new Malformed();
  }

  public byte[] wrap(byte[] label, byte[] secret) {
    var oaep = new OAEPEncoding(new RSAEngine(), new SHA256Digest(), new SHA256Digest(), label);
    oaep.init(true, new ParametersWithRandom(key, PADDING));
    try {
      return oaep.processBlock(secret, 0, secret.length);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("wrapping fails for no input of this length", e);
    }
  }

  private static byte[] encode(RSAPublicKey key) throws IOException {
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return new SubjectPublicKeyInfo(algorithm, key).getEncoded("DER");
  }
}
