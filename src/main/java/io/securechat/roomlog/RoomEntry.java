package io.securechat.roomlog;

import io.securechat.log.Entry;
import io.securechat.log.LogEntry;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.Map;

/// A committed entry of a room's log, with what listeners need.
public sealed interface RoomEntry extends Entry {

  @Override
  default boolean quiet() {
    return false;
  }

  /// An encrypted message (SC1M). The sender decides whether it is quiet.
  record Message(long pos, long at, byte[] bytes, UserId sender, boolean quiet)
      implements RoomEntry {

    @Override
    public int type() {
      return MESSAGE;
    }
  }

  /// A letter (SC1B), which a program has written into a letterbox.
  record Letter(long pos, long at, byte[] bytes) implements RoomEntry {

    @Override
    public int type() {
      return LETTER;
    }
  }

  /// A message or a letter of which only the hash is left.
  record Erased(long pos, int type, long at, byte[] hash, boolean quiet) implements RoomEntry {

    private static final byte[] NONE = new byte[0];

    @Override
    public byte[] bytes() {
      return NONE;
    }

    @Override
    public LogEntry shown() {
      return LogEntry.erased(pos, type(), at, hash, quiet);
    }
  }

  /// An epoch record (SC1E) with its grants (SC1W), each of which is sent only to its member.
  record EpochOpened(long pos, long at, byte[] bytes, int epoch, Map<UserId, byte[]> grants)
      implements RoomEntry {

    @Override
    public int type() {
      return RECORD;
    }
  }

  /// A signed event (SC1T).
  record EventEntry(long pos, long at, byte[] bytes, RoomEvent event) implements RoomEntry {

    @Override
    public int type() {
      return EVENT;
    }
  }
}
