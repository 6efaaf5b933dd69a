package io.securechat.log;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;

/// Signal to the other nodes: positions `first` to `last` of a room's log are committed.
///
/// @param changed whether they include an event
record RoomMoved(RoomId room, long first, long last, boolean changed) {

  static final Topic<RoomMoved> TOPIC = new Topic<>("ROOM", RoomMoved.class);

  RoomMoved {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("invalid range of positions");
    }
  }
}
