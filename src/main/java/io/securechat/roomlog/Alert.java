package io.securechat.roomlog;

import io.securechat.protocol.UserId;
import java.util.Set;

/// Whom a message mentions, as its sender says.
///
/// @param room whether it is everyone in the room; then `users` is empty
public record Alert(boolean room, Set<UserId> users) {

  /// A message that mentions nobody.
  public static final Alert NONE = new Alert(false, Set.of());

  public Alert {
    users = Set.copyOf(users);
  }

  public boolean isEmpty() {
    return !room && users.isEmpty();
  }
}
