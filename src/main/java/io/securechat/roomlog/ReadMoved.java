package io.securechat.roomlog;

import io.securechat.accounts.UserId;
import io.securechat.rooms.RoomId;

/// A member has read up to number `pos`: for his other pages.
public record ReadMoved(UserId userId, RoomId roomId, long pos) {}
