package io.securechat.roomkeys;

import io.securechat.bus.Topic;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.List;

/// A member has wrapped older keys (SC1W) for another member.
public record KeysShared(RoomId roomId, UserId userId, List<byte[]> grants) {

  static final Topic<KeysShared> TOPIC = new Topic<>("KEYS_SHARED", KeysShared.class);

  public KeysShared {
    grants = List.copyOf(grants);
  }
}
