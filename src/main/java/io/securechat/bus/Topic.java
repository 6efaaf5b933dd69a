package io.securechat.bus;

/// A kind of signal: its name on the wire, and the record that each of its signals is. A record
/// travels as strict JSON (see [SignalCodec]), so its constructor decides what is valid.
///
/// Names are unique within a server; each is declared beside its record or its only publisher.
///
/// @param name upper-case letters and `_`
public record Topic<T extends Record>(String name, Class<T> type) {

  public Topic {
    if (!name.matches("[A-Z_]{1,32}")) {
      throw new IllegalArgumentException("no name for a topic: " + name);
    }
  }
}
