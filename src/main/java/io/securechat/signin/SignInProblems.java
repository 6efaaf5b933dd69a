package io.securechat.signin;

import io.securechat.problems.Problem;

/// Problems of this module.
public final class SignInProblems {

  static final Problem WRONG_CREDENTIALS =
      new Problem("wrong-credentials", "Wrong name or password.", 401);
  static final Problem WRONG_PASSWORD = new Problem("wrong-credentials", "Wrong password.", 403);
  public static final Problem SUSPENDED =
      new Problem("suspended", "An administrator has suspended this account.", 403);
  static final Problem TOO_MANY_ATTEMPTS =
      new Problem("too-many-attempts", "Too many attempts. Wait a little and try again.", 429);
  static final Problem CONFIRM_PASSWORD =
      new Problem("confirm-password", "Please type your password again.", 403);
  static final Problem TLS_NEEDED =
      new Problem("tls-needed", "Passwords are accepted only over https or on this machine.", 403);

  private SignInProblems() {}
}
