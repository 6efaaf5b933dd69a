package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Role of a member in a room.
public enum RoomRole {
  MEMBER(0),
  OWNER(1);

  private final int code;

  RoomRole(int code) {
    this.code = code;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The code in events and in the rows of epoch records.
  public int code() {
    return code;
  }

  /// The role with this code.
  public static RoomRole of(int code) {
    return values()[code];
  }
}
