package io.securechat.live;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a browser may say.
sealed interface ClientFrame {

  /// The first frame, sent once: the rooms that the page has, and how far it has each.
  record Hello(List<RoomPosition> rooms) implements ClientFrame {}

  /// The last number of a room's log that the page has.
  record RoomPosition(RoomId roomId, long pos) {}

  /// A sealed message (SC1M) and the browser's id for it.
  ///
  /// @param quiet whether it counts neither as unread nor as the room's latest activity
  /// @param alert who shall be notified; checked, and neither kept nor used as long as the server
  ///   sends no notifications
  record Post(RoomId roomId, UUID clientId, byte[] envelope, boolean quiet, @Nullable Alert alert)
      implements ClientFrame {}

  /// The whole room, or 1 to 50 people, each once.
  record Alert(boolean room, List<UserId> users) {}

  /// Asks for an epoch to write under.
  record Open(RoomId roomId) implements ClientFrame {}

  record Read(RoomId roomId, long pos) implements ClientFrame {}

  record Ping() implements ClientFrame {}
}
