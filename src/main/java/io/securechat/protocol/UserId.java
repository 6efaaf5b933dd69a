package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.bytes.Uuids;
import java.io.Serializable;
import java.util.UUID;

/// A user's id: random, and never reused.
public record UserId(UUID value) implements Serializable, Comparable<UserId> {

  public static UserId random() {
    return new UserId(UUID.randomUUID());
  }

  public static UserId of(byte[] bytes) {
    return new UserId(Uuids.of(bytes));
  }

  @JsonCreator
  public static UserId parse(String text) {
    return new UserId(Uuids.parse(text));
  }

  public byte[] bytes() {
    return Uuids.bytes(value);
  }

  @Override
  public int compareTo(UserId other) {
    return Uuids.compare(value, other.value);
  }

  @JsonValue
  @Override
  public String toString() {
    return value.toString();
  }
}
