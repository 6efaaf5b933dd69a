package io.securechat.accounts;

import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;

/// Signal to the other nodes: an account was created or changed.
public record AccountChanged(UserId userId) {

  public static final Topic<AccountChanged> TOPIC = new Topic<>("ACCOUNT", AccountChanged.class);
}
