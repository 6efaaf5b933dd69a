package io.securechat.roomlog;

import io.securechat.protocol.RoomId;

/// A new room and the last position of its log.
public record CreatedRoom(RoomId roomId, long lastPos) {}
