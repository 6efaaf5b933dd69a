package io.securechat.roomlog;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.RoomRole;

/// A room in a member's list. `unread` counts unread messages by others since the member joined, up
/// to [#MAX_UNREAD].
public record RoomSummary(
    RoomId roomId,
    String name,
    RoomMode mode,
    RoomRole role,
    int members,
    long joinedPos,
    long lastPos,
    long lastAt,
    long readPos,
    int unread) {

  public static final int MAX_UNREAD = 1000;
}
