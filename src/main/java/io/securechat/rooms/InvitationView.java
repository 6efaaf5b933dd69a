package io.securechat.rooms;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;

/// An open invitation as shown to the invited user: everything they may know about the room, and
/// the hash that their answer must follow (`prevEvent`).
public record InvitationView(
    RoomId roomId,
    String name,
    RoomMode mode,
    Inviter invitedBy,
    long at,
    long expires,
    byte[] prevEvent,
    int members) {

  /// The inviter. Names are empty if the account no longer exists.
  public record Inviter(UserId userId, String username, String displayName) {}
}
