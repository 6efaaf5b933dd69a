package io.securechat.roomkeys;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;

/// A member lacks keys that he may have: for the open pages of the others.
public record KeysWanted(RoomId roomId, UserId userId) {

  static final Topic<KeysWanted> TOPIC = new Topic<>("KEYS_WANTED", KeysWanted.class);
}
