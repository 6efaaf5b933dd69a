package io.securechat.log;

import io.securechat.protocol.RoomId;

/// Who listens on this node.
@FunctionalInterface
public interface Audience {

  /// Whether somebody here hears the room. Nothing is read for a room that nobody hears.
  boolean hears(RoomId room);
}
