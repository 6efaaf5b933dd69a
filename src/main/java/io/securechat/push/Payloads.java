package io.securechat.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.securechat.log.LogEntry;
import io.securechat.protocol.RoomId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Builds the encrypted bodies of push messages (W5).
@Component
class Payloads {

  private static final int SMALL = 2_048;

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Payload(RoomId room, long pos, long at, byte @Nullable [] entry) {}

  private final JsonMapper json;
  private final MessageEncryption encryption = new MessageEncryption();

  Payloads(JsonMapper json) {
    this.json = json;
  }

  /// A body of one of two sizes, with the entry if it fits.
  byte[] body(RoomId room, LogEntry entry, Subscription to) {
    byte[] whole = plain(room, entry, entry.entry());
    if (whole.length + MessageEncryption.OVERHEAD > MessageEncryption.LARGEST_BODY) {
      return bodyWithoutEntry(room, entry, to);
    }
    boolean isSmall = whole.length + MessageEncryption.OVERHEAD <= SMALL;
    return encryption.encrypt(whole, to, isSmall ? SMALL : MessageEncryption.LARGEST_BODY);
  }

  byte[] bodyWithoutEntry(RoomId room, LogEntry entry, Subscription to) {
    return encryption.encrypt(plain(room, entry, null), to, SMALL);
  }

  private byte[] plain(RoomId room, LogEntry entry, byte @Nullable [] bytes) {
    return json.writeValueAsBytes(new Payload(room, entry.pos(), entry.at(), bytes));
  }
}
