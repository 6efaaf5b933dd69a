package io.securechat.rooms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.securechat.protocol.RoomRole;

/// A member of a room, as shown to members.
public record Member(
    @JsonUnwrapped Person person,
    RoomRole role,
    long joinedPos,
    long joinedAt,
    boolean suspended) {}
