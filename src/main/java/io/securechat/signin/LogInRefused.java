package io.securechat.signin;

import io.securechat.problems.Problem;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A log-in was refused because of wrong credentials or too many attempts.
///
/// @param user the user with the typed name; null if there is none
public record LogInRefused(Problem problem, @Nullable UserId user) {}
