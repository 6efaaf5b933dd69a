package io.securechat.log;

import io.securechat.protocol.RoomId;

/// Knows which rooms have subscribers on this node.
@FunctionalInterface
public interface RoomSubscriptions {

  /// Whether a socket on this node is subscribed to the room. Entries of other rooms are not read.
  boolean hasSubscribers(RoomId room);
}
