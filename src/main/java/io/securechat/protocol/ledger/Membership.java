package io.securechat.protocol.ledger;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomRole;

/// A member of a room according to its events: role, recorded identity, position and time
/// (milliseconds) of the entry by which they last joined, and whether they are suspended. Suspended
/// members get no keys and cannot act.
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

  /// Whether they are an owner and not suspended.
  boolean isActingOwner() {
    return isOwner() && !suspended;
  }
}
