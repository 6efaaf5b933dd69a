package io.securechat.sockets;

/// Reasons for which the server closes a socket (RFC 6455 reserves 4000 to 4999 for applications).
public enum CloseCode {
  GOING_AWAY(1001, "going-away"),
  MALFORMED(4400, "malformed"),
  TOO_LARGE(1009, "too-large"),
  SILENT(4408, "silent"),
  NO_HELLO(4410, "no-hello"),
  SESSION_ENDED(4401, "signed-out"),
  TOO_SLOW(4409, "too-slow"),
  TOO_MANY(4429, "too-many");

  final int number;
  final String reason;

  CloseCode(int number, String reason) {
    this.number = number;
    this.reason = reason;
  }

  /// Stable identifier, for programs.
  public String reason() {
    return reason;
  }
}
