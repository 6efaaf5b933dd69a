package io.securechat.rooms;

import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;

/// A user's block list, or what they chose for a room, has changed, on this node or another.
public record ChoicesChanged(UserId userId) {

  static final Topic<ChoicesChanged> TOPIC = new Topic<>("CHOICES", ChoicesChanged.class);
}
