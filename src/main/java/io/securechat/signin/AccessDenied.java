package io.securechat.signin;

import io.securechat.problems.Problem;
import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A request was denied before it reached a controller.
///
/// @param user the user of the session; null without one
/// @param route the route's pattern; null if unknown
public record AccessDenied(@Nullable UserId user, Problem problem, @Nullable String route) {}
