package io.securechat.sessions;

/// Converts session attributes to and from JSON. Only a fixed list of types is allowed, each under
/// its own name; class names are never stored.
public interface SessionAttributes {

  /// Writes an attribute as JSON.
  ///
  /// @throws IllegalArgumentException if the value's type is not allowed
  byte[] write(Object value);

  /// Reads an attribute written by [#write].
  ///
  /// @throws RuntimeException for anything else: another type, unknown, missing or duplicate
  ///   fields, or a value out of range
  Object read(byte[] json);
}
