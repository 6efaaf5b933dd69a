package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/// A user's key pairs, created, encrypted and used as in a browser, implemented with the JDK. Never
/// written anywhere in the clear.
public final class Keys {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NO_SIGNATURE = new byte[64];

  public final byte[] id;
  private final PrivateKey rsa;
  private final PrivateKey ed;

  private Keys(byte[] id, PrivateKey rsa, PrivateKey ed) {
    this.id = id;
    this.rsa = rsa;
    this.ed = ed;
  }

  /// New keys with what a browser submits of them.
  public record Made(Keys keys, byte[] record, byte[] vault, byte[] lock, byte[] pins) {}

  /// Creates the keys of a user who has none.
  public static Made make(UUID user, byte[] vaultLock, byte[] lockPart, long time)
      throws GeneralSecurityException {
    return make(user, wrappingKeys(), vaultLock, lockPart, time);
  }

  /// An RSA pair, whose generation takes a good part of a second.
  public static KeyPair wrappingKeys() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(3072);
    return generator.generateKeyPair();
  }

  /// Creates keys with an existing RSA pair.
  public static Made make(UUID user, KeyPair rsa, byte[] vaultLock, byte[] lockPart, long time)
      throws GeneralSecurityException {
    KeyPair ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] edKey = tail(ed.getPublic().getEncoded(), 32);
    byte[] spki = rsa.getPublic().getEncoded();
    byte[] id = Arrays.copyOf(Sha256.of(ascii("SC1I"), edKey, Sha256.of(spki)), 16);
    var keys = new Keys(id, rsa.getPrivate(), ed.getPrivate());
    byte[] unsigned =
        new ByteWriter()
            .magic("SC1I")
            .bytes(bytes(user))
            .u32(0)
            .bytes(new byte[32])
            .u64(time)
            .bytes(edKey)
            .u16(spki.length)
            .bytes(spki)
            .bytes(NO_SIGNATURE)
            .done();
    byte[] record = join(unsigned, keys.sign(unsigned));
    byte[] vaultKey = random(32);
    return new Made(
        keys,
        record,
        keys.vault(user, vaultKey),
        lock(user, vaultKey, vaultLock, lockPart),
        noPins(user, vaultKey));
  }

  /// The pins of a client that has learned nothing yet (SC1P).
  private static byte[] noPins(UUID user, byte[] vaultKey) throws GeneralSecurityException {
    byte[] header = new ByteWriter().magic("SC1P").bytes(bytes(user)).u64(1).done();
    byte[] nonce = random(12);
    byte[] key = PasswordSecrets.hkdf(vaultKey, new byte[0], ascii("SC1 pins"));
    byte[] nothing = ascii("{\"users\":{},\"rooms\":{},\"server\":[]}");
    return join(header, nonce, aes(Cipher.ENCRYPT_MODE, key, nonce, header, nothing));
  }

  private byte[] vault(UUID user, byte[] vaultKey) throws GeneralSecurityException {
    byte[] header = new ByteWriter().magic("SC1V").bytes(bytes(user)).bytes(id).done();
    byte[] nonce = random(12);
    byte[] plain = join(new byte[] {1}, bytes());
    return join(header, nonce, aes(Cipher.ENCRYPT_MODE, vaultKey, nonce, header, plain));
  }

  /// These keys in the clear, as in a vault.
  byte[] bytes() {
    byte[] wrapping = rsa.getEncoded();
    byte[] signing = ed.getEncoded();
    return new ByteWriter()
        .bytes(id)
        .u16(wrapping.length)
        .bytes(wrapping)
        .u16(signing.length)
        .bytes(signing)
        .done();
  }

  private static byte[] lock(UUID user, byte[] vaultKey, byte[] vaultLock, byte[] lockPart)
      throws GeneralSecurityException {
    byte[] header = new ByteWriter().magic("SC1L").bytes(bytes(user)).u8(1).done();
    byte[] nonce = random(12);
    byte[] key = lockKey(user, vaultLock, lockPart);
    return join(header, nonce, aes(Cipher.ENCRYPT_MODE, key, nonce, header, vaultKey));
  }

  /// The keys of one identity in a vault.
  static Keys read(ByteReader vault) throws GeneralSecurityException {
    byte[] id = vault.bytes(16);
    byte[] rsa = vault.bytes(vault.u16());
    byte[] ed = vault.bytes(vault.u16());
    return new Keys(id, privateKey("RSA", rsa), privateKey("Ed25519", ed));
  }

  static byte[] lockKey(UUID user, byte[] vaultLock, byte[] lockPart)
      throws GeneralSecurityException {
    return PasswordSecrets.hkdf(vaultLock, lockPart, join(ascii("SC1 lock"), bytes(user)));
  }

  /// The private key as 32 bytes, for signing by other means.
  public byte[] signingSeed() {
    return ((EdECPrivateKey) ed).getBytes().orElseThrow();
  }

  public byte[] sign(byte[] message) throws GeneralSecurityException {
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(ed);
    signer.update(message);
    return signer.sign();
  }

  public byte[] unwrap(byte[] label, byte[] wrapped) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.DECRYPT_MODE, rsa, oaep(label));
    return cipher.doFinal(wrapped);
  }

  public static byte[] wrap(byte[] spki, byte[] label, byte[] secret)
      throws GeneralSecurityException {
    var key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki));
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, oaep(label));
    return cipher.doFinal(secret);
  }

  private static OAEPParameterSpec oaep(byte[] label) {
    var source = new PSource.PSpecified(label);
    return new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, source);
  }

  static byte[] aes(int mode, byte[] key, byte[] nonce, byte[] aad, byte[] input)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(aad);
    return cipher.doFinal(input);
  }

  private static PrivateKey privateKey(String algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  public static byte[] join(byte[]... parts) {
    var writer = new ByteWriter();
    for (byte[] part : parts) {
      writer.bytes(part);
    }
    return writer.done();
  }

  static byte[] bytes(UUID id) {
    return io.securechat.bytes.Uuids.bytes(id);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] tail(byte[] bytes, int length) {
    return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
  }
}
