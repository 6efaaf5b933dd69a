package io.securechat.protocol.ledger;

/// What the owners of a room have decided by events 9, 12 and 14.
///
/// @param fullHistory whether new members may read messages from before they joined
/// @param ownersInvite whether only owners invite
/// @param ownersWrite whether only owners write messages; others may still edit their own and react
/// @param retention how long messages are kept
public record RoomRules(
    boolean fullHistory, boolean ownersInvite, boolean ownersWrite, Retention retention) {

  /// The rules of a new room.
  static final RoomRules FIRST = new RoomRules(false, false, false, Retention.FOR_EVER);

  RoomRules withHistory(boolean full) {
    return new RoomRules(full, ownersInvite, ownersWrite, retention);
  }

  RoomRules withPolicy(boolean invite, boolean write) {
    return new RoomRules(fullHistory, invite, write, retention);
  }

  RoomRules withRetention(Retention next) {
    return new RoomRules(fullHistory, ownersInvite, ownersWrite, next);
  }
}
