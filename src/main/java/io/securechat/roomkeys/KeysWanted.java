package io.securechat.roomkeys;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;

/// A member has requested keys; for the other members' open pages.
public record KeysWanted(RoomId roomId, UserId userId) {

  static final Topic<KeysWanted> TOPIC = new Topic<>("KEYS_WANTED", KeysWanted.class);
}
