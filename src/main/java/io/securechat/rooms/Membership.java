package io.securechat.rooms;

import io.securechat.identities.IdentityId;

/// One member of a room as its events say: role, the identity he is recorded with, and the number
/// and time (milliseconds) of the entry by which he joined, the last time if several.
public record Membership(RoomRole role, IdentityId identity, long joinedPos, long joinedAt) {

  public boolean isOwner() {
    return role == RoomRole.OWNER;
  }

  Membership as(RoomRole next) {
    return new Membership(next, identity, joinedPos, joinedAt);
  }

  Membership with(IdentityId next) {
    return new Membership(role, next, joinedPos, joinedAt);
  }
}
