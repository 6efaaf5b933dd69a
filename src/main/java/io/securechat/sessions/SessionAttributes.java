package io.securechat.sessions;

/// The values that a session may hold, as JSON. There is a fixed list of types, each under a name
/// of its own; no class is named in what is stored.
public interface SessionAttributes {

  /// Writes an attribute as JSON.
  ///
  /// @throws IllegalArgumentException for a value of a type that is not on the list
  byte[] write(Object value);

  /// Reads an attribute that [#write] has written.
  ///
  /// @throws RuntimeException for anything that [#write] does not produce: another type, an
  ///   unknown, missing or repeated field, or a value out of its limits
  Object read(byte[] json);
}
