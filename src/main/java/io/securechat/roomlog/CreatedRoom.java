package io.securechat.roomlog;

import io.securechat.protocol.RoomId;

/// A room that was just opened, and its log's last number.
public record CreatedRoom(RoomId roomId, long lastPos) {}
