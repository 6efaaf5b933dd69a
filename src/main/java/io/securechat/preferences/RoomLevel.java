package io.securechat.preferences;

import io.securechat.protocol.RoomId;

/// The notification level that a person chose for a room.
public record RoomLevel(RoomId roomId, Level level) {}
