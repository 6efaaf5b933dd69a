package io.securechat.signin;

import io.securechat.accounts.UserId;
import io.securechat.problems.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happened at the door. Published inside the transaction in which it is so; holds ids and
/// nothing that opens a door.
public sealed interface SignInEvent {

  /// A name and a password, or one of them, were not right; or it was too often.
  record LogInRefused(Problem problem) implements SignInEvent {}

  /// @param kind `register`, `setup` or `reset`
  /// @param forUser whose password the link sets; null for the other kinds
  /// @param by who made it; null where the server did
  record LinkMade(UUID link, String kind, @Nullable UserId forUser, @Nullable UserId by)
      implements SignInEvent {}

  /// A link has done what it is for, and is void.
  record LinkUsed(UUID link, String kind, @Nullable UserId forUser) implements SignInEvent {}
}
