package io.securechat.signin;

import io.securechat.protocol.UserId;
import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// What a session remembers of its owner: only who he is. What he may do is looked up at each
/// request, so that a suspension or another role holds at once.
///
/// Every stored session names this class in full: under another name or in another package, it
/// would end them all.
///
/// @param sessionKey names the log-in for as long as it lasts; null with HTTP Basic
public record SignedIn(UserId user, @Nullable String sessionKey)
    implements Principal, Serializable {

  @Serial private static final long serialVersionUID = 1;

  @Override
  public String getName() {
    return user.toString();
  }

  @Override
  public String toString() {
    return user.toString();
  }
}
