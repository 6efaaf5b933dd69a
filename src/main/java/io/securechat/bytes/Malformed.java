package io.securechat.bytes;

/// Exception for malformed bytes. Carries no detail, so that every malformed structure gets the
/// same answer (C6).
public final class Malformed extends RuntimeException {

  public Malformed() {
    super("malformed", null, false, false);
  }
}
