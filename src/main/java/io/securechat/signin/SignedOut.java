package io.securechat.signin;

import io.securechat.protocol.UserId;

/// A user has signed out. Published before the session ends.
public record SignedOut(UserId user, String sessionKey) {}
