package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a member may do in a room. The order is the number of the protocol's event "role".
public enum RoomRole {
  MEMBER,
  OWNER;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The number that stands in events and in the rows of epoch records.
  public int code() {
    return ordinal();
  }

  /// The role with this number.
  public static RoomRole of(int code) {
    return values()[code];
  }
}
