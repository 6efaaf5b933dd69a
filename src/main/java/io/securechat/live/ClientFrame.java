package io.securechat.live;

import io.securechat.protocol.FileId;
import io.securechat.protocol.RoomId;
import io.securechat.roomlog.Alert;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Frames from clients.
sealed interface ClientFrame {

  /// The first frame, sent once: the rooms that the client has, with its position in each.
  record Hello(List<RoomPosition> rooms) implements ClientFrame {}

  /// The last position of a room's log that the client has.
  record RoomPosition(RoomId roomId, long pos) {}

  /// An encrypted message (SC1M) and the client's id for it.
  ///
  /// @param quiet whether it counts neither as unread nor as activity of the room
  /// @param alert whom it mentions: the whole room, or 1 to 50 distinct users
  /// @param files the files of the message (F3)
  record Post(
      RoomId roomId, UUID clientId, byte[] envelope, boolean quiet, Alert alert, List<FileId> files)
      implements ClientFrame {}

  /// Asks for a current epoch to send with.
  record Open(RoomId roomId) implements ClientFrame {}

  record Read(RoomId roomId, long pos) implements ClientFrame {}

  /// Marks messages from a position on as unread.
  record Unread(RoomId roomId, long pos) implements ClientFrame {}

  /// The room that the page shows, null for none. Only watchers receive live signals.
  record Watch(@Nullable RoomId roomId) implements ClientFrame {}

  record Typing(RoomId roomId) implements ClientFrame {}

  record Ping() implements ClientFrame {}
}
