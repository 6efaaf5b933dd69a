package io.securechat.protocol.ledger;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomRole;

/// One member of a room as its events say: role, the identity they are recorded with, the number
/// and time (milliseconds) of the entry by which they joined, the last time if several, and whether
/// they are suspended: then they stay a member, get no keys and may not act.
public record Membership(
    RoomRole role, IdentityId identity, long joinedPos, long joinedAt, boolean suspended) {

  public boolean isOwner() {
    return role == RoomRole.OWNER;
  }

  Membership as(RoomRole next) {
    return new Membership(next, identity, joinedPos, joinedAt, suspended);
  }

  Membership with(IdentityId next) {
    return new Membership(role, next, joinedPos, joinedAt, suspended);
  }

  Membership suspended(boolean next) {
    return new Membership(role, identity, joinedPos, joinedAt, next);
  }

  /// Whether they own the room and can act as an owner now.
  boolean isActingOwner() {
    return isOwner() && !suspended;
  }
}
