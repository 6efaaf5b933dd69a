package io.securechat.signin;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.securechat.protocol.UserId;
import io.securechat.sessions.SessionAttributes;
import java.util.Objects;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes session attributes as JSON: `{"type":"moment","at":…}` for a time in milliseconds, and
/// `{"type":"signed-in","user":"…","login":"…"}` for the user and their session key. Reads them
/// with the server's strict mapper. Authorities are not stored: roles are looked up for each
/// request.
@Component
class JsonSessionAttributes implements SessionAttributes {

  /// Twice the size of the longest value.
  private static final int MAX_BYTES = 256;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Moment.class, name = "moment"),
    @JsonSubTypes.Type(value = Owner.class, name = "signed-in")
  })
  sealed interface Stored {}

  record Moment(long at) implements Stored {}

  record Owner(String user, String login) implements Stored {}

  private final JsonMapper json;

  JsonSessionAttributes(JsonMapper json) {
    this.json = json;
  }

  @Override
  public byte[] write(Object value) {
    Stored stored =
        switch (value) {
          case Long at -> new Moment(at);
          case SecurityContext context -> owner(context);
          default ->
              throw new IllegalArgumentException("not a session attribute: " + value.getClass());
        };
    return json.writerFor(Stored.class).writeValueAsBytes(stored);
  }

  private static Owner owner(SecurityContext context) {
    var known = context.getAuthentication();
    if (known == null || !(known.getPrincipal() instanceof SignedIn owner)) {
      throw new IllegalArgumentException("the caller is not signed in");
    }
    return new Owner(owner.user().toString(), Objects.requireNonNull(owner.sessionKey()));
  }

  @Override
  public Object read(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("too long for a session attribute");
    }
    return switch (json.readValue(bytes, Stored.class)) {
      case Moment moment -> moment.at();
      case Owner owner -> context(owner);
    };
  }

  private static SecurityContext context(Owner owner) {
    String login = UUID.fromString(owner.login()).toString();
    return new SecurityContextImpl(LogIns.authenticated(UserId.parse(owner.user()), login));
  }
}
