package io.securechat.signin;

import io.securechat.protocol.UserId;

/// Somebody has signed out. Published before their session ends.
public record SignedOut(UserId user, String sessionKey) {}
