package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.bytes.Uuids;
import java.util.UUID;

/// A room's id, drawn by the browser that creates it.
public record RoomId(UUID value) {

  public static RoomId of(byte[] bytes) {
    return new RoomId(Uuids.of(bytes));
  }

  @JsonCreator
  public static RoomId parse(String text) {
    return new RoomId(Uuids.parse(text));
  }

  public byte[] bytes() {
    return Uuids.bytes(value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
