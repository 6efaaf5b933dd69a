package io.securechat.log;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.Map;

/// A committed entry of a room's log, as it is announced.
public sealed interface Entry {

  /// The numbers by which the chain (SC1H) tells the kinds apart.
  int MESSAGE = 1;

  int RECORD = 2;
  int EVENT = 3;

  long pos();

  /// The server's time, in milliseconds.
  long at();

  byte[] bytes();

  /// A sealed message (SC1M); its sender says whether it is quiet.
  record Message(long pos, long at, byte[] bytes, UserId sender, boolean quiet) implements Entry {}

  /// An epoch record (SC1E), with the grants (SC1W) that each member gets in a frame of his own.
  record EpochOpened(long pos, long at, byte[] bytes, int epoch, Map<UserId, byte[]> grants)
      implements Entry {}

  /// A signed event (SC1T).
  record EventEntry(long pos, long at, byte[] bytes, RoomEvent event) implements Entry {}

  default int type() {
    return switch (this) {
      case Message _ -> MESSAGE;
      case EpochOpened _ -> RECORD;
      case EventEntry _ -> EVENT;
    };
  }

  /// The entry as members are served it.
  default LogEntry shown() {
    boolean quiet = this instanceof Message message && message.quiet();
    return LogEntry.whole(pos(), type(), at(), bytes(), quiet);
  }
}
