package io.securechat.identities;

import java.math.BigInteger;
import java.util.HexFormat;

/// Addition on edwards25519 (RFC 8032, section 5.1), to construct keys that no library creates.
final class Edwards {

  static final byte[] ORDER_EIGHT =
      HexFormat.of().parseHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);

  private record Point(BigInteger x, BigInteger y) {}

  private Edwards() {}

  static byte[] add(byte[] a, byte[] b) {
    Point p = decode(a);
    Point q = decode(b);
    BigInteger product = D.multiply(p.x).multiply(q.x).multiply(p.y).multiply(q.y).mod(P);
    BigInteger x = p.x.multiply(q.y).add(q.x.multiply(p.y));
    BigInteger y = p.y.multiply(q.y).add(p.x.multiply(q.x));
    return encode(
        new Point(
            x.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
            y.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P)));
  }

  private static Point decode(byte[] bytes) {
    BigInteger value = new BigInteger(1, reversed(bytes));
    boolean odd = value.testBit(255);
    BigInteger y = value.clearBit(255);
    BigInteger square = y.multiply(y).mod(P);
    BigInteger quotient =
        square
            .subtract(BigInteger.ONE)
            .multiply(D.multiply(square).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = quotient.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(quotient)) {
      x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
    return new Point(x.testBit(0) == odd ? x : P.subtract(x), y);
  }

  private static byte[] encode(Point point) {
    BigInteger value = point.x.testBit(0) ? point.y.setBit(255) : point.y;
    byte[] bytes = new byte[32];
    byte[] shortest = reversed(value.toByteArray());
    System.arraycopy(shortest, 0, bytes, 0, Math.min(32, shortest.length));
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }
}
