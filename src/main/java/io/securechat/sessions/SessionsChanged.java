package io.securechat.sessions;

import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;

/// A session of a user has begun or ended, on this node or another.
public record SessionsChanged(UserId userId) {

  static final Topic<SessionsChanged> TOPIC = new Topic<>("SESSIONS", SessionsChanged.class);
}
