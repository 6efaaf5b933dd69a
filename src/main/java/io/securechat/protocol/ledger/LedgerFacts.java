package io.securechat.protocol.ledger;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import java.util.Optional;

/// Facts about users that the ledger's rules need in addition to the room's own events.
public interface LedgerFacts {

  boolean exists(UserId user);

  /// Whether the first user does not want to hear of the second.
  boolean hasBlocked(UserId user, UserId other);

  /// Whether the account is suspended, as far as this node knows; may be outdated.
  boolean isSuspended(UserId user);

  /// Whether the account is suspended, read from the database.
  boolean isSuspendedNow(UserId user);

  /// The user's current identity, if they have one.
  Optional<IdentityId> currentIdentity(UserId user);
}
