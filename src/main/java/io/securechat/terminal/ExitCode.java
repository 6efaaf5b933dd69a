package io.securechat.terminal;

/// The exit codes of the command `client`. Stable: scripts depend on them (docs/terminal.md).
final class ExitCode {

  static final int OK = 0;

  /// The server refused a request, or something failed.
  static final int FAILED = 1;

  static final int USAGE = 2;

  /// The server cannot be reached.
  static final int UNREACHABLE = 3;

  /// The server's certificate is not trusted.
  static final int CERTIFICATE = 4;

  /// Not signed in: wrong user name or password, or no way to ask for it.
  static final int SIGN_IN = 5;

  /// No room of this name.
  static final int NO_ROOM = 6;

  /// What the server shows is not valid, so that nothing is sent.
  static final int NOT_TRUSTED = 7;

  /// Not everybody was invited.
  static final int NOT_ALL = 8;

  /// A search found nothing.
  static final int NOTHING_FOUND = 9;

  private ExitCode() {}
}
