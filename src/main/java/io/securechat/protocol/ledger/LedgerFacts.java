package io.securechat.protocol.ledger;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import java.util.Optional;

/// What the ledger's rules need to know about users beside the room's own events.
public interface LedgerFacts {

  boolean exists(UserId user);

  /// Whether the account is suspended, as far as this node knows: it may lag behind others.
  boolean isSuspended(UserId user);

  /// Whether the account is suspended at this moment.
  boolean isSuspendedNow(UserId user);

  /// The user's current identity, if they have one.
  Optional<IdentityId> currentIdentity(UserId user);
}
