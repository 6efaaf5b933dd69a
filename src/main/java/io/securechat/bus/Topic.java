package io.securechat.bus;

/// A kind of signal: its name on the wire and its record type. Signals travel as strict JSON (see
/// [SignalCodec]); the record's constructor validates them.
///
/// Names are unique within a server. Each topic is declared beside its record or its only
/// publisher.
///
/// @param name upper-case letters and `_`
public record Topic<T extends Record>(String name, Class<T> type) {

  public Topic {
    if (!name.matches("[A-Z_]{1,32}")) {
      throw new IllegalArgumentException("invalid topic name: " + name);
    }
  }
}
