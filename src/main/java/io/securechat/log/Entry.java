package io.securechat.log;

/// A committed entry of a room's log, as it is announced. To the log its bytes are opaque.
public interface Entry {

  /// The numbers by which the chain (SC1H) tells the kinds apart.
  int MESSAGE = 1;

  int RECORD = 2;
  int EVENT = 3;

  long pos();

  int type();

  /// The server's time, in milliseconds.
  long at();

  byte[] bytes();

  /// Whether it counts neither as unread nor as the room's latest activity.
  boolean quiet();

  /// The entry as members are served it.
  default LogEntry shown() {
    return LogEntry.whole(pos(), type(), at(), bytes(), quiet());
  }
}
