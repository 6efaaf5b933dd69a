package io.securechat.testing;

import io.securechat.client.PasswordSecrets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The client's key derivation, remembered: the same few users log in hundreds of times.
public final class Secrets {

  private record Typed(String password, String saltBase64) {}

  private static final Map<Typed, PasswordSecrets> DERIVED = new ConcurrentHashMap<>();

  private Secrets() {}

  public static String authSecret(String password, String saltBase64) {
    return derived(password, saltBase64).authSecret();
  }

  public static byte[] vaultLock(String password, String saltBase64) {
    return derived(password, saltBase64).vaultLock();
  }

  public static PasswordSecrets derived(String password, String saltBase64) {
    return DERIVED.computeIfAbsent(
        new Typed(password, saltBase64),
        typed -> PasswordSecrets.derive(typed.password().toCharArray(), typed.saltBase64()));
  }

  public static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    return PasswordSecrets.hkdf(key, salt, info);
  }
}
