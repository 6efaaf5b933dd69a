package io.securechat.roomlog;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;

/// A member has read up to position `pos`; for their open pages on every node.
public record ReadMoved(UserId userId, RoomId roomId, long pos) {

  static final Topic<ReadMoved> TOPIC = new Topic<>("READ", ReadMoved.class);
}
