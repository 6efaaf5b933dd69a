package io.securechat.roomlog;

import io.securechat.rooms.Mode;
import io.securechat.rooms.RoomId;
import io.securechat.rooms.RoomRole;

/// A room in a member's list. `unread` counts others' messages since his joining that he has not
/// read, at most [#MOST_UNREAD].
public record RoomSummary(
    RoomId roomId,
    String name,
    Mode mode,
    RoomRole role,
    int members,
    long joinedPos,
    long lastPos,
    long lastAt,
    long readPos,
    int unread) {

  public static final int MOST_UNREAD = 1000;
}
