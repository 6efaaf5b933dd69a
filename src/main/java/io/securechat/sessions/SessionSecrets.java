package io.securechat.sessions;

/// Keyed hashes of session ids, under a key that lies outside the database: whoever reads the
/// database or a back-up of it learns no id that a cookie could carry.
public interface SessionSecrets {

  /// What is stored in the id's place, 36 characters.
  String stored(String sessionId);
}
