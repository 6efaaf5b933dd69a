package io.securechat.roomkeys;

import io.securechat.accounts.UserId;
import io.securechat.rooms.RoomId;

/// A member lacks keys that he may have: for the open pages of the others.
public record KeysWanted(RoomId roomId, UserId userId) {}
