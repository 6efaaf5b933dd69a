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

/// Writes what a session holds as JSON: `{"type":"moment","at":…}` for a time in milliseconds, and
/// `{"type":"signed-in","user":"…","login":"…"}` for its owner and the key of their log-in. The
/// server's strict mapper reads it. No authority is stored: roles are looked up at each request.
@Component
class JsonSessions implements SessionAttributes {

  /// Twice the longest value that is written.
  private static final int MOST_BYTES = 256;

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Moment.class, name = "moment"),
    @JsonSubTypes.Type(value = Owner.class, name = "signed-in")
  })
  sealed interface Stored {}

  record Moment(long at) implements Stored {}

  record Owner(String user, String login) implements Stored {}

  private final JsonMapper json;

  JsonSessions(JsonMapper json) {
    this.json = json;
  }

  @Override
  public byte[] write(Object value) {
    Stored stored =
        switch (value) {
          case Long at -> new Moment(at);
          case SecurityContext context -> owner(context);
          default -> throw new IllegalArgumentException("no session holds " + value.getClass());
        };
    return json.writerFor(Stored.class).writeValueAsBytes(stored);
  }

  private static Owner owner(SecurityContext context) {
    var known = context.getAuthentication();
    if (known == null || !(known.getPrincipal() instanceof SignedIn owner)) {
      throw new IllegalArgumentException("no session holds a caller who is not signed in");
    }
    return new Owner(owner.user().toString(), Objects.requireNonNull(owner.sessionKey()));
  }

  @Override
  public Object read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException("longer than any value of a session");
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
