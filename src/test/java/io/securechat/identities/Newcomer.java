package io.securechat.identities;

import io.securechat.accounts.Caller;
import io.securechat.accounts.Role;
import io.securechat.accounts.Username;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/// A browser that creates an identity, valid or not. Vault and lock contain random bytes.
final class Newcomer {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] CHALLENGE = "SC1Q".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_HASH = new byte[32];
  private static final byte[] NO_SIGNATURE = new byte[64];
  // One RSA pair for all, because generating one takes a second; the Ed25519 keys differ.
  private static final KeyPair RSA = rsa(3072, RSAKeyGenParameterSpec.F4);

  final UserId user;
  private final Ed25519PrivateKeyParameters key;

  private Newcomer(UserId user, Ed25519PrivateKeyParameters key) {
    this.user = user;
    this.key = key;
  }

  static Newcomer of(UserId user) {
    return new Newcomer(user, new Ed25519PrivateKeyParameters(RANDOM));
  }

  /// Another user who submits the same keys.
  Newcomer as(UserId other) {
    return new Newcomer(other, key);
  }

  Caller caller(String session) {
    return new Caller(user, Username.of("somebody"), "Somebody", Role.MEMBER, session);
  }

  byte[] publicKey() {
    return key.generatePublicKey().getEncoded();
  }

  byte[] record() {
    return record(0, NO_HASH, null);
  }

  /// The record that follows another one, signed with that one's keys, or unsigned (null).
  byte[] recordAfter(IdentityRecord before, @Nullable Newcomer signer) {
    return record(before.index() + 1, before.hash(), signer);
  }

  byte[] record(long index, byte[] prev, @Nullable Newcomer predecessor) {
    byte[] unsigned = unsigned(index, prev, publicKey(), RSA.getPublic().getEncoded());
    byte[] prevSignature =
        predecessor == null ? NO_SIGNATURE : Signatures.sign(predecessor.key, unsigned);
    byte[] selfSigned = join(unsigned, prevSignature);
    return join(selfSigned, Signatures.sign(key, selfSigned));
  }

  /// A first record with another RSA key, correctly signed.
  byte[] recordWith(byte[] spki) {
    byte[] selfSigned = join(unsigned(0, NO_HASH, publicKey(), spki), NO_SIGNATURE);
    return join(selfSigned, Signatures.sign(key, selfSigned));
  }

  /// A first record with another Ed25519 key and signature.
  byte[] recordWith(byte[] edKey, byte[] signature) {
    byte[] unsigned = unsigned(0, NO_HASH, edKey, RSA.getPublic().getEncoded());
    return join(unsigned, NO_SIGNATURE, signature);
  }

  private byte[] unsigned(long index, byte[] prev, byte[] edKey, byte[] spki) {
    return new ByteWriter()
        .magic("SC1I")
        .bytes(user.bytes())
        .u32(index)
        .bytes(prev)
        .u64(1_750_000_000_000L)
        .bytes(edKey)
        .u16(spki.length)
        .bytes(spki)
        .done();
  }

  byte[] vault() {
    return vault(IdentityRecord.parse(record()).id());
  }

  byte[] vault(IdentityId identity) {
    return new ByteWriter()
        .magic("SC1V")
        .bytes(user.bytes())
        .bytes(identity.bytes())
        .bytes(noise(12 + 1900))
        .done();
  }

  /// The submission, with random bytes as pins.
  IdentityEnrollment.Made made(byte[] record, byte[] vault, byte[] lock) {
    return new IdentityEnrollment.Made(record, vault, lock, null, pins());
  }

  byte[] pins() {
    return pins(1);
  }

  byte[] pins(long version) {
    return new ByteWriter()
        .magic("SC1P")
        .bytes(user.bytes())
        .u64(version)
        .bytes(new byte[12 + 17])
        .done();
  }

  byte[] lock() {
    return new ByteWriter().magic("SC1L").bytes(user.bytes()).u8(1).bytes(noise(60)).done();
  }

  static byte[] answer(IdentityEnrollment.Challenge challenge, byte[] record)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    var label = new PSource.PSpecified(join(CHALLENGE, Sha256.of(record)));
    cipher.init(
        Cipher.DECRYPT_MODE,
        RSA.getPrivate(),
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, label));
    return Sha256.of(CHALLENGE, cipher.doFinal(challenge.wrapped()));
  }

  static KeyPair rsa(int bits, BigInteger exponent) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] spki() {
    return RSA.getPublic().getEncoded();
  }

  static byte[] join(byte[]... parts) {
    var writer = new ByteWriter();
    Arrays.stream(parts).forEach(writer::bytes);
    return writer.done();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
