package io.securechat.protocol.ledger;

import io.securechat.protocol.UserId;

/// An invitation that was neither used, declined nor withdrawn. It admits once, until `expires`
/// (milliseconds) inclusive.
public record Invitation(UserId invitedBy, long at, long expires) {

  public boolean isOpen(long now) {
    return now <= expires;
  }
}
