package io.securechat.roomlog;

import io.securechat.protocol.RoomId;

/// A room that was just opened, and its log's last number.
public record Created(RoomId roomId, long lastPos) {}
