package io.securechat.credentials;

/// HMAC-SHA-256 with the pepper, which is stored outside the database.
public interface KeyedHash {

  /// Computes the keyed hash of an input, for one purpose.
  ///
  /// @param purpose `SC1 …` in ASCII, none a prefix of another
  /// @return 32 bytes, `HMAC(pepper, purpose ‖ input)`
  byte[] mac(String purpose, byte[] input);
}
