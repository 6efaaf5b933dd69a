package io.securechat.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.PBEKeySpec;

/// The key derivation of browsers, implemented with the JDK.
public final class Secrets {

  private record Typed(String password, String saltBase64) {}

  // The same few users log in hundreds of times.
  private static final Map<Typed, byte[]> MASTERS = new ConcurrentHashMap<>();

  private Secrets() {}

  public static String authSecret(String password, String saltBase64) {
    return Base64.getEncoder().encodeToString(derive(password, saltBase64, "SC1 auth"));
  }

  public static byte[] vaultLock(String password, String saltBase64) {
    return derive(password, saltBase64, "SC1 vault");
  }

  private static byte[] derive(String password, String saltBase64, String info) {
    byte[] master = MASTERS.computeIfAbsent(new Typed(password, saltBase64), Secrets::master);
    try {
      return hkdf(master, new byte[0], info.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] master(Typed typed) {
    byte[] salt = Base64.getDecoder().decode(typed.saltBase64());
    char[] normal = Normalizer.normalize(typed.password(), Normalizer.Form.NFKC).toCharArray();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(normal, salt, 600_000, 256))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).addSalt(salt).thenExpand(info, 32));
  }
}
