package io.securechat.signin;

import io.securechat.problems.Problem;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A name and a password, or one of them, were not right; or it was too often.
///
/// @param user whose name was typed; null where nobody has it
public record LogInRefused(Problem problem, @Nullable UserId user) {}
