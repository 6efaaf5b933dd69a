package io.securechat.roomlog;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;

/// A member has read up to position `pos`, or has marked messages as unread; for the open pages on
/// every node.
///
/// @param unreadFrom the position from which they marked messages as unread; 0 for nowhere
/// @param at when `pos` last moved, in milliseconds
public record ReadMoved(UserId userId, RoomId roomId, long pos, long unreadFrom, long at) {

  /// The position after which the member's own pages count messages as unread.
  public long shown() {
    return ReadMark.shown(pos, unreadFrom);
  }

  static final Topic<ReadMoved> TOPIC = new Topic<>("READ", ReadMoved.class);
}
