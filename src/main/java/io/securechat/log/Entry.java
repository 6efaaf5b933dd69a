package io.securechat.log;

/// A committed entry of a room's log in the form in which it is announced. Its bytes are opaque to
/// the log.
public interface Entry {

  /// The types of entries, as in the hash chain (SC1H).
  int MESSAGE = 1;

  int RECORD = 2;
  int EVENT = 3;

  /// What a program has written into a letterbox; of the same standing as a message.
  int LETTER = 4;

  /// Whether entries of this type are read by members alone, can be deleted, and expire.
  static boolean isContent(int type) {
    return type == MESSAGE || type == LETTER;
  }

  long pos();

  int type();

  /// Server time in milliseconds.
  long at();

  /// Empty if they were erased.
  byte[] bytes();

  /// Whether it counts neither as unread nor as activity of the room.
  boolean quiet();

  /// The entry in the form that members receive.
  default LogEntry shown() {
    return LogEntry.whole(pos(), type(), at(), bytes(), quiet());
  }
}
