package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/// What is derived from a password ("Password" in docs/protocol.md): the secret that the sign-in
/// sends, and the part of the vault's lock that stays here.
public final class PasswordSecrets {

  private static final int ITERATIONS = 600_000;
  private static final int SALT = 16;

  private final byte[] auth;
  private final byte[] vault;

  private PasswordSecrets(byte[] auth, byte[] vault) {
    this.auth = auth;
    this.vault = vault;
  }

  /// Derives from a password, which it leaves as it is, and a salt in Base64. Throws [Malformed]
  /// for a salt that no server draws (P7).
  public static PasswordSecrets derive(char[] password, String saltBase64) {
    byte[] salt = Base64Text.parse(saltBase64);
    if (salt.length != SALT || Arrays.equals(salt, new byte[SALT])) {
      throw new Malformed();
    }
    // The normal form exists only as a string, which cannot be erased.
    char[] normal =
        Normalizer.normalize(CharBuffer.wrap(password), Normalizer.Form.NFKC).toCharArray();
    var spec = new PBEKeySpec(normal, salt, ITERATIONS, 256);
    try {
      byte[] master =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new PasswordSecrets(part(master, "SC1 auth"), part(master, "SC1 vault"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
      Arrays.fill(normal, '\0');
    }
  }

  private static byte[] part(byte[] master, String info) throws GeneralSecurityException {
    return hkdf(master, new byte[0], info.getBytes(StandardCharsets.US_ASCII));
  }

  /// What the sign-in sends in place of the password.
  public String authSecret() {
    return Base64Text.of(auth);
  }

  public byte[] vaultLock() {
    return vault.clone();
  }

  /// HKDF-SHA-256 (RFC 5869) with 32 bytes of output.
  public static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(info, 32));
  }
}
