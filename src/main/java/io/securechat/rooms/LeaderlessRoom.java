package io.securechat.rooms;

import io.securechat.protocol.RoomId;

/// A room in which no owner can act.
///
/// @param members how many members are not suspended; at least one
public record LeaderlessRoom(RoomId roomId, String name, int members) {}
