package io.securechat.signin;

import io.securechat.protocol.UserId;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// What a session remembers of its owner: only who they are. What they may do is looked up at each
/// request, so that a suspension or another role holds at once.
///
/// @param sessionKey names the log-in for as long as it lasts; null with HTTP Basic
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
