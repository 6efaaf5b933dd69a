package io.securechat.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.bytes.Uuids;
import java.util.UUID;

/// An identity's id: a prefix of a hash over its public keys, so that it cannot be chosen.
public record IdentityId(UUID value) {

  public static IdentityId of(byte[] bytes) {
    return new IdentityId(Uuids.of(bytes));
  }

  @JsonCreator
  public static IdentityId parse(String text) {
    return new IdentityId(Uuids.parse(text));
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
