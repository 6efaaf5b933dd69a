package io.securechat.accounts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Role of a user on this server; roles within rooms are separate.
public enum Role {
  MEMBER,
  ADMIN;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
