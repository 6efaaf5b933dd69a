package io.securechat.signin;

import io.securechat.protocol.UserId;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// The principal of a session: only the user's id. Roles are looked up for each request, so that a
/// suspension or role change takes effect at once.
///
/// @param sessionKey identifies the session for its lifetime; null with HTTP Basic
public record SignedIn(UserId user, @Nullable String sessionKey) implements Principal {

  @Override
  public String getName() {
    return user.toString();
  }

  @Override
  public String toString() {
    return user.toString();
  }
}
