package io.securechat.live;

import io.securechat.protocol.RoomId;
import java.util.List;
import java.util.UUID;

/// What a browser may say.
sealed interface ClientFrame {

  /// First, and once: up to which number the page holds each room.
  record Hello(List<Held> rooms) implements ClientFrame {}

  record Held(RoomId roomId, long pos) {}

  /// A sealed message (SC1M) and the browser's id for it.
  record Post(RoomId roomId, UUID clientId, byte[] envelope) implements ClientFrame {}

  /// Asks for an epoch to write under.
  record Open(RoomId roomId) implements ClientFrame {}

  record Read(RoomId roomId, long pos) implements ClientFrame {}

  record Ping() implements ClientFrame {}
}
