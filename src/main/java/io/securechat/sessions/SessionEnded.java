package io.securechat.sessions;

import io.securechat.protocol.UserId;
import java.util.Set;

/// These log-ins of somebody are over. Published after it is so.
public record SessionEnded(UserId userId, Set<String> sessionKeys, Cause cause) {

  /// What ended them.
  public enum Cause {
    /// Somebody did: by a sign-out, another password, a suspension or one sign-in too many.
    ACT,
    /// They were not used for too long, or had lasted as long as a session may.
    TIME,
    /// Another node says so, where it is known why.
    ELSEWHERE
  }
}
