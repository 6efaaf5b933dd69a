package io.securechat.accounts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What somebody may do on this server; what he may do in a room is another matter.
public enum Role {
  MEMBER,
  ADMIN;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
