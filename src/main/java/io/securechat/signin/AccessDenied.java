package io.securechat.signin;

import io.securechat.problems.Problem;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A request was denied before any controller saw it.
///
/// @param user in whose session it came; null for nobody's
/// @param route the pattern of the route that was asked for; null where it is not known
public record AccessDenied(@Nullable UserId user, Problem problem, @Nullable String route) {}
