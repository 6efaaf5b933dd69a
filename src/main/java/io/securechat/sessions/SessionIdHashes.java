package io.securechat.sessions;

/// Keyed hashes of session ids, with a key outside the database, so that a stolen database or
/// back-up contains no usable session id.
public interface SessionIdHashes {

  /// The hash that is stored instead of the id, 36 characters.
  String stored(String sessionId);
}
