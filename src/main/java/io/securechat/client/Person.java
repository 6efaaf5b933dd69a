package io.securechat.client;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Another user, as the server shows them.
public record Person(
    UserId id, String username, String displayName, Optional<IdentityId> identity, boolean online) {

  static Person of(JsonNode json) {
    var identity = json.path("identityId");
    return new Person(
        UserId.parse(json.path("userId").asString()),
        json.path("username").asString(),
        json.path("displayName").asString(),
        identity.isString() ? Optional.of(IdentityId.parse(identity.asString())) : Optional.empty(),
        json.path("online").asBoolean(false));
  }
}
