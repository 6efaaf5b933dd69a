package io.securechat.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import io.securechat.protocol.WrappingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which keys an identity may have (I2).
class KeyRulesTest {

  private static final BigInteger E = RSAKeyGenParameterSpec.F4;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final BigInteger MODULUS = composite(3072);

  private final Newcomer alice = Newcomer.of(UserId.random());

  /// A modulus of the right form that belongs to nobody: the product of two primes of half the
  /// length.
  private static BigInteger composite(int bits) {
    BigInteger product = BigInteger.ZERO;
    while (product.bitLength() != bits) {
      product =
          BigInteger.probablePrime(bits / 2, RANDOM)
              .multiply(BigInteger.probablePrime(bits - bits / 2, RANDOM));
    }
    return product;
  }

  private static byte[] spki(BigInteger modulus, BigInteger exponent) {
    return spki(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE, modulus, exponent);
  }

  private static byte[] spki(
      ASN1ObjectIdentifier algorithm,
      @Nullable ASN1Encodable parameters,
      BigInteger modulus,
      BigInteger exponent) {
    try {
      var key = new org.bouncycastle.asn1.pkcs.RSAPublicKey(modulus, exponent);
      return new SubjectPublicKeyInfo(new AlgorithmIdentifier(algorithm, parameters), key)
          .getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refused(byte[] spki) {
    assertThatThrownBy(() -> WrappingKey.of(spki)).isExactlyInstanceOf(Malformed.class);
  }

  @Test
  void theSuitesOwnKeysAreAccepted() {
    assertThat(Newcomer.spki()).hasSize(WrappingKey.SPKI);
    for (byte[] spki : new byte[][] {Newcomer.spki(), spki(MODULUS, E)}) {
      assertThat(WrappingKey.of(spki).wrap(new byte[0], new byte[32])).hasSize(WrappingKey.WRAPPED);
    }
    assertThat(IdentityRecord.parse(alice.record()).user()).isEqualTo(alice.user);
  }

  @ParameterizedTest
  @ValueSource(ints = {1024, 2048, 3070, 3071, 3073, 4096})
  void anotherLengthIsRefused(int bits) {
    refused(spki(composite(bits), E));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 17, 65_536, 65_539})
  void anotherExponentIsRefused(long exponent) {
    refused(spki(MODULUS, BigInteger.valueOf(exponent)));
  }

  @Test
  void anExponentBeyondAllMeasureIsRefused() {
    refused(spki(MODULUS, MODULUS.subtract(BigInteger.TWO)));
    refused(spki(MODULUS, E.negate()));
    refused(spki(MODULUS, BigInteger.ZERO));
  }

  @Test
  void anEvenOrNegativeModulusIsRefused() {
    refused(spki(MODULUS.clearBit(0), E));
    refused(spki(MODULUS.negate(), E));
  }

  @Test
  void anotherAlgorithmIsRefused() {
    refused(spki(PKCSObjectIdentifiers.id_RSASSA_PSS, DERNull.INSTANCE, MODULUS, E));
    refused(spki(PKCSObjectIdentifiers.id_RSAES_OAEP, DERNull.INSTANCE, MODULUS, E));
    refused(spki(PKCSObjectIdentifiers.rsaEncryption, null, MODULUS, E));
  }

  @Test
  void aKeyThatIsEncodedOtherwiseIsRefused() {
    byte[] good = Newcomer.spki();
    refused(Arrays.copyOf(good, good.length + 1));
    refused(Arrays.copyOf(good, good.length - 1));
    // 30 82 01 a2: the same length in one more byte, and in BER's indefinite form.
    byte[] body = Arrays.copyOfRange(good, 4, good.length);
    byte[] longer = HexFormat.of().parseHex("30830001a2");
    refused(Newcomer.join(longer, body));
    refused(Newcomer.join(new byte[] {0x30, (byte) 0x80}, body, new byte[2]));
  }

  @Test
  void noBytesMakeTheReaderFailInAnotherWay() {
    byte[] good = Newcomer.spki();
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      // Everything but the modulus, for which any odd number is valid.
      bad[RANDOM.nextInt(33)] ^= (byte) (1 << RANDOM.nextInt(8));
      refused(bad);
    }
    for (int length = 0; length < 64; length++) {
      byte[] noise = new byte[length];
      RANDOM.nextBytes(noise);
      refused(noise);
    }
  }

  @Test
  void aRecordWithAWeakKeyIsRefusedThoughItsSignatureHolds() {
    byte[] weak = ((RSAPublicKey) Newcomer.rsa(2048, E).getPublic()).getEncoded();
    assertThatThrownBy(() -> IdentityRecord.parse(alice.recordWith(weak)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> IdentityRecord.parse(alice.recordWith(spki(MODULUS.clearBit(0), E))))
        .isInstanceOf(Malformed.class);
    assertThat(IdentityRecord.parse(alice.recordWith(spki(MODULUS, E))).index()).isZero();
  }

  /// The eight points of small order, and non-canonical encodings of some of them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void aKeyOfSmallOrderIsRefused(String point) {
    byte[] key = HexFormat.of().parseHex(point);
    assertThat(Signatures.isSoundKey(key)).isFalse();
    // With such a key, the neutral point and zero are a valid signature of anything.
    byte[] signature = Arrays.copyOf(new byte[] {1}, Signatures.LENGTH);
    assertThat(Signatures.verify(key, new byte[1], signature)).isFalse();
    assertThatThrownBy(() -> IdentityRecord.parse(alice.recordWith(key, signature)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aKeyOfMixedOrderIsRefused() {
    // A valid key plus a point of order eight: on the curve, but not of prime order.
    byte[] mixed = Edwards.add(alice.publicKey(), Edwards.ORDER_EIGHT);
    assertThat(Ed25519.validatePublicKeyPartial(mixed, 0)).isTrue();
    assertThat(Signatures.isSoundKey(mixed)).isFalse();
    assertThat(Signatures.isSoundKey(alice.publicKey())).isTrue();
  }

  @Test
  void aPointOffTheCurveIsRefused() {
    byte[] off = new byte[32];
    off[0] = 2;
    assertThat(Signatures.isSoundKey(off)).isFalse();
    assertThat(Signatures.isSoundKey(new byte[31])).isFalse();
    assertThat(Signatures.isSoundKey(new byte[33])).isFalse();
  }

  @Test
  void anotherKeysSignatureIsRefused() {
    byte[] record = alice.record();
    byte[] swapped = record.clone();
    System.arraycopy(Newcomer.of(alice.user).publicKey(), 0, swapped, 65, Signatures.KEY);
    assertThatThrownBy(() -> IdentityRecord.parse(swapped)).isInstanceOf(Malformed.class);
  }
}
