package io.securechat.signin;

import io.securechat.problems.Problem;

/// The refusals of this feature.
public final class SignInProblems {

  static final Problem WRONG_CREDENTIALS =
      new Problem("wrong-credentials", "The name or the password is not right.", 401);
  static final Problem WRONG_PASSWORD =
      new Problem("wrong-credentials", "The password is not right.", 403);
  public static final Problem SUSPENDED =
      new Problem("suspended", "An administrator has suspended this account.", 403);
  static final Problem TOO_MANY_ATTEMPTS =
      new Problem("too-many-attempts", "Too many attempts. Wait a little and try again.", 429);
  static final Problem CONFIRM_PASSWORD =
      new Problem("confirm-password", "Please type your password again.", 403);
  static final Problem TLS_NEEDED =
      new Problem("tls-needed", "A password is taken over https or on this machine alone.", 403);

  private SignInProblems() {}
}
