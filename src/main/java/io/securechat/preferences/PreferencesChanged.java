package io.securechat.preferences;

import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;

/// A person's settings have changed, on this node or another.
public record PreferencesChanged(UserId userId) {

  static final Topic<PreferencesChanged> TOPIC =
      new Topic<>("PREFERENCES", PreferencesChanged.class);
}
