package io.securechat.roomlog;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;

/// A member has read up to number `pos`: for his other pages.
public record ReadMoved(UserId userId, RoomId roomId, long pos) {}
