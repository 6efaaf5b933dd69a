package io.securechat.credentials;

import io.securechat.bytes.Base64Text;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import javax.crypto.KDF;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/// Derives the secret from a password as browsers do, for clients that send the password itself
/// (HTTP Basic) and for the demo's users. PBKDF2 (RFC 8018), then HKDF (RFC 5869).
final class Derivation {

  private static final int ITERATIONS = 600_000;

  private Derivation() {}

  static String authSecret(String password, byte[] salt) {
    char[] normal = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    var spec = new PBEKeySpec(normal, salt, ITERATIONS, 256);
    try {
      byte[] master =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var hkdf =
          HKDFParameterSpec.ofExtract()
              .addIKM(master)
              .addSalt(new byte[0])
              .thenExpand("SC1 auth".getBytes(StandardCharsets.US_ASCII), 32);
      return Base64Text.of(KDF.getInstance("HKDF-SHA256").deriveData(hkdf));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks PBKDF2 or HKDF", e);
    } finally {
      spec.clearPassword();
    }
  }
}
