package io.securechat.protocol.ledger;

import io.securechat.protocol.UserId;

/// An open invitation: not used, declined or withdrawn. Allows joining once, until `expires`
/// (milliseconds) inclusive.
public record Invitation(UserId invitedBy, long at, long expires) {

  public boolean isOpen(long now) {
    return now <= expires;
  }
}
