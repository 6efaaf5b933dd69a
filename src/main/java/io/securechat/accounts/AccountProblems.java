package io.securechat.accounts;

import io.securechat.problems.Problem;

/// The refusals of this feature.
public final class AccountProblems {

  public static final Problem BAD_USERNAME =
      new Problem(
          "bad-username",
          "A user name has 2 to 32 letters, digits, dots, dashes or underscores, begins with a letter,"
              + " keeps to one alphabet and cannot be taken for a name in another.",
          422);
  public static final Problem BAD_DISPLAY_NAME =
      new Problem("bad-display-name", "A name has 1 to 64 characters, all of them visible.", 422);
  public static final Problem NAME_TAKEN =
      new Problem("name-taken", "Somebody here has that user name already.", 409);
  public static final Problem LAST_ADMIN =
      new Problem(
          "last-admin", "This is the only administrator. Somebody must be able to log in.", 409);

  private AccountProblems() {}
}
