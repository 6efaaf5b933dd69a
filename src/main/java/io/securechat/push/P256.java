package io.securechat.push;

import io.securechat.bytes.Malformed;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/// Keys of the curve P-256, as RFC 8291 and RFC 8292 write them: public ones as uncompressed points
/// of 65 bytes.
final class P256 {

  static final int POINT = 65;
  private static final int UNCOMPRESSED = 4;

  private static final ECParameterSpec CURVE = curve();
  private static final X9ECParameters POINTS = CustomNamedCurves.getByName("P-256");

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
    try {
      var on = POINTS.getCurve().decodePoint(point);
      var at =
          new ECPoint(on.getAffineXCoord().toBigInteger(), on.getAffineYCoord().toBigInteger());
      return (ECPublicKey)
          KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(at, CURVE));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new Malformed();
    }
  }

  static byte[] point(ECPublicKey key) {
    var at = key.getW();
    return POINTS.getCurve().createPoint(at.getAffineX(), at.getAffineY()).getEncoded(false);
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
    return POINTS.getG().multiply(new BigInteger(1, scalar)).normalize().getEncoded(false);
  }
}
