package io.securechat.push;

import io.securechat.bytes.Malformed;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/// Keys of the curve P-256, as RFC 8291 and RFC 8292 write them: public ones as uncompressed points
/// of 65 bytes.
final class P256 {

  static final int POINT = 65;
  private static final int COORDINATE = 32;
  private static final int UNCOMPRESSED = 4;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private static final ECParameterSpec CURVE = curve();
  private static final BigInteger PRIME = ((ECFieldFp) CURVE.getCurve().getField()).getP();

  private P256() {}

  private static ECParameterSpec curve() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  static ECParameterSpec parameters() {
    return CURVE;
  }

  /// Reads a public key; throws [Malformed] unless it is a point of the curve.
  static ECPublicKey parse(byte[] point) {
    if (point.length != POINT || point[0] != UNCOMPRESSED) {
      throw new Malformed();
    }
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
    var right = x.pow(3).subtract(THREE.multiply(x)).add(CURVE.getCurve().getB()).mod(PRIME);
    if (x.compareTo(PRIME) >= 0 || y.compareTo(PRIME) >= 0 || !y.pow(2).mod(PRIME).equals(right)) {
      throw new Malformed();
    }
    try {
      var spec = new ECPublicKeySpec(new ECPoint(x, y), CURVE);
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new Malformed();
    }
  }

  static byte[] point(ECPublicKey key) {
    byte[] point = new byte[POINT];
    point[0] = UNCOMPRESSED;
    copy(key.getW().getAffineX(), point, 1 + COORDINATE);
    copy(key.getW().getAffineY(), point, POINT);
    return point;
  }

  private static void copy(BigInteger number, byte[] target, int end) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, target, end - length, length);
  }

  /// Whether this can be a private key: a number from 1 to the curve's order, exclusive.
  static boolean isScalar(byte[] bytes) {
    var number = new BigInteger(1, bytes);
    return number.signum() > 0 && number.compareTo(CURVE.getOrder()) < 0;
  }

  static ECPrivateKey privateKey(byte[] scalar) {
    try {
      var spec = new ECPrivateKeySpec(new BigInteger(1, scalar), CURVE);
      return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// The public key of a private one.
  static byte[] publicPoint(byte[] scalar) {
    X9ECParameters curve = CustomNamedCurves.getByName("P-256");
    return curve.getG().multiply(new BigInteger(1, scalar)).normalize().getEncoded(false);
  }
}
