package io.securechat.protocol.ledger;

/// What the owners of a room have decided by events 9 and 14.
///
/// @param fullHistory whether new members may read messages from before they joined
/// @param ownersInvite whether only owners invite
/// @param ownersWrite whether only owners write messages; others may still edit their own and react
public record RoomRules(boolean fullHistory, boolean ownersInvite, boolean ownersWrite) {

  /// The rules of a new room.
  static final RoomRules FIRST = new RoomRules(false, false, false);

  RoomRules withHistory(boolean full) {
    return new RoomRules(full, ownersInvite, ownersWrite);
  }

  RoomRules withPolicy(boolean invite, boolean write) {
    return new RoomRules(fullHistory, invite, write);
  }
}
