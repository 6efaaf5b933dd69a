package io.securechat.signin;

import io.securechat.protocol.UserId;
import org.jspecify.annotations.Nullable;

/// A request was denied before any controller saw it.
///
/// @param user in whose session it came; null for nobody's
public record AccessDenied(@Nullable UserId user, String code) {}
