package io.securechat.signin;

import io.securechat.problems.Problem;

/// A name and a password, or one of them, were not right; or it was too often.
public record LogInRefused(Problem problem) {}
