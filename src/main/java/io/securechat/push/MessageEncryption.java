package io.securechat.push;

import io.securechat.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a push message for one browser: RFC 8291 with the coding `aes128gcm` of RFC 8188, in
/// one record.
final class MessageEncryption {

  /// What every push service takes (RFC 8030, 7.2).
  static final int LARGEST_BODY = 4_096;

  private static final int SALT = 16;
  private static final int KEY = 16;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int RECORD_SIZE = 4_096;
  private static final byte LAST_RECORD = 2;
  private static final int HEADER = SALT + 4 + 1 + P256.POINT;

  /// What a body has besides the plaintext: header, delimiter and tag.
  static final int OVERHEAD = HEADER + 1 + TAG;

  private final SecureRandom random = new SecureRandom();

  /// Encrypts the plaintext, padded with zeros so that the body has exactly `size` bytes.
  byte[] encrypt(byte[] plain, Subscription to, int size) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(P256.parameters(), random);
      return encrypt(plain, to.p256dh(), to.auth(), generator.generateKeyPair(), salt, size);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256 and AES-GCM", e);
    }
  }

  static byte[] encrypt(
      byte[] plain, byte[] p256dh, byte[] auth, KeyPair own, byte[] salt, int size)
      throws GeneralSecurityException {
    if (plain.length + OVERHEAD > size || size > LARGEST_BODY) {
      throw new IllegalArgumentException("the message does not fit");
    }
    byte[] ownPoint = P256.point((ECPublicKey) own.getPublic());
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(P256.parse(p256dh), true);
    byte[] keyInfo =
        new ByteWriter().bytes(ascii("WebPush: info\0")).bytes(p256dh).bytes(ownPoint).done();
    byte[] secret = hkdf(auth, agreement.generateSecret(), keyInfo, 32);
    byte[] key = hkdf(salt, secret, ascii("Content-Encoding: aes128gcm\0"), KEY);
    byte[] nonce = hkdf(salt, secret, ascii("Content-Encoding: nonce\0"), NONCE);
    byte[] padded = Arrays.copyOf(plain, size - HEADER - TAG);
    padded[plain.length] = LAST_RECORD;
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
    return new ByteWriter()
        .bytes(salt)
        .u32(RECORD_SIZE)
        .u8(P256.POINT)
        .bytes(ownPoint)
        .bytes(cipher.doFinal(padded))
        .done();
  }

  private static byte[] hkdf(byte[] salt, byte[] material, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(material).thenExpand(info, length));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
