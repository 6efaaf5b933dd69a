package io.securechat.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/// What a browser derives from a password, in plain JDK.
public final class Secrets {

  private Secrets() {}

  public static String authSecret(String password, String saltBase64) {
    return Base64.getEncoder().encodeToString(derive(password, saltBase64, "SC1 auth"));
  }

  public static byte[] vaultLock(String password, String saltBase64) {
    return derive(password, saltBase64, "SC1 vault");
  }

  private static byte[] derive(String password, String saltBase64, String info) {
    byte[] salt = Base64.getDecoder().decode(saltBase64);
    char[] typed = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    try {
      byte[] master =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(typed, salt, 600_000, 256))
              .getEncoded();
      return hkdf(master, new byte[0], info.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(info, 32));
  }
}
