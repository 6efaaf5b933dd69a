package io.securechat.identities;

import io.securechat.problems.Problem;

final class IdentityProblems {

  static final Problem IDENTITY_EXISTS =
      new Problem("identity-exists", "Another of your browsers was first. Its keys are used.", 409);
  static final Problem BAD_IDENTITY =
      new Problem("bad-identity", "The keys from the browser are not valid.", 422);
  static final Problem CHALLENGE_GONE =
      new Problem("challenge-gone", "That took too long. Please try again.", 410);
  static final Problem CHALLENGE_WRONG =
      new Problem("challenge-wrong", "The browser could not prove that it has its keys.", 403);
  static final Problem LOCK_CHANGED =
      new Problem("lock-changed", "The password was changed elsewhere in the meantime.", 409);

  static final Problem PINS_CHANGED =
      new Problem("pins-changed", "Another of your browsers was first. Try again.", 409);

  private IdentityProblems() {}
}
