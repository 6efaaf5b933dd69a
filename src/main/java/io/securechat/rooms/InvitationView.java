package io.securechat.rooms;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;

/// An open invitation as the invited person sees it: all that he may know of the room, and what his
/// answer has to build on (`prevEvent`).
public record InvitationView(
    RoomId roomId,
    String name,
    RoomMode mode,
    Inviter invitedBy,
    long at,
    long expires,
    byte[] prevEvent,
    int members) {

  /// Who invited. Names are empty once the account is gone.
  public record Inviter(UserId userId, String username, String displayName) {}
}
