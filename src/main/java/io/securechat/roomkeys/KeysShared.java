package io.securechat.roomkeys;

import io.securechat.accounts.UserId;
import io.securechat.rooms.RoomId;
import java.util.List;

/// A member has wrapped older keys (SC1W) for another one.
public record KeysShared(RoomId roomId, UserId userId, List<byte[]> grants) {

  public KeysShared {
    grants = List.copyOf(grants);
  }
}
