package io.securechat.identities;

import io.securechat.bus.Topic;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;

/// A user has a new identity, their first or a later one. Published inside the transaction, and
/// signalled to the other nodes after it.
public record IdentityChanged(UserId userId, IdentityId identityId) {

  public static final Topic<IdentityChanged> TOPIC = new Topic<>("IDENTITY", IdentityChanged.class);
}
