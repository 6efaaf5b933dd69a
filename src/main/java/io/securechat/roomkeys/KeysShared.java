package io.securechat.roomkeys;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.List;

/// A member has wrapped older keys (SC1W) for another one.
public record KeysShared(RoomId roomId, UserId userId, List<byte[]> grants) {

  public KeysShared {
    grants = List.copyOf(grants);
  }
}
