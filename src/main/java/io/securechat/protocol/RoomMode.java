package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/// Who generates a room's keys. Fixed by the room's first event.
public enum RoomMode {
  MANAGED(1, "managed"),
  END_TO_END(2, "end-to-end");

  private final int code;
  private final String word;

  RoomMode(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /// The code in "created" events and in epoch records.
  public int code() {
    return code;
  }

  @JsonValue
  public String word() {
    return word;
  }

  /// The mode with this code, if there is one.
  public static Optional<RoomMode> find(int code) {
    return Arrays.stream(values()).filter(mode -> mode.code == code).findFirst();
  }

  /// The mode with this stored code.
  public static RoomMode of(int code) {
    return find(code).orElseThrow();
  }
}
