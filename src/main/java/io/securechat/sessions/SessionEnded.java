package io.securechat.sessions;

import io.securechat.protocol.UserId;
import java.util.Set;

/// Sessions of a user have ended. Published afterwards.
public record SessionEnded(UserId userId, Set<String> sessionKeys, Cause cause) {

  /// The reason for the end.
  public enum Cause {
    /// A user's action: sign-out here or from another session, password change, suspension, or one
    /// sign-in too many.
    ACT,
    /// Idle timeout, or maximum lifetime reached.
    TIME,
    /// Reported by another node, which knows the reason.
    ELSEWHERE
  }
}
