package io.securechat.bytes;

/// Bytes that are not what they should be. Says no more than that, so that every malformed
/// structure gets the same answer (C6).
public final class Malformed extends RuntimeException {

  public Malformed() {
    super("malformed", null, false, false);
  }
}
