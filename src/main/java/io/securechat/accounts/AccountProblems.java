package io.securechat.accounts;

import io.securechat.problems.Problem;

/// Problems of this module.
public final class AccountProblems {

  public static final Problem BAD_USERNAME =
      new Problem(
          "bad-username",
          "A username has 2 to 32 letters, digits, dots, dashes or underscores, begins with a letter,"
              + " keeps to one alphabet and does not look like a name in another.",
          422);
  static final Problem EMPTY_DISPLAY_NAME = badDisplayName("A name needs at least one letter.");
  static final Problem LONG_DISPLAY_NAME = badDisplayName("A name has at most 64 characters.");
  static final Problem MARKED_DISPLAY_NAME =
      badDisplayName("A letter of this name has more than three combining marks.");
  static final Problem HIDDEN_DISPLAY_NAME =
      badDisplayName(
          "This name has invisible characters, or characters that change the direction of text.");
  public static final Problem IMITATING_NAME =
      new Problem(
          "imitating-name",
          "A name cannot look like the server, an administrator, \"(you)\" or a mark of the app.",
          422);
  public static final Problem DISPLAY_NAME_TAKEN =
      new Problem(
          "display-name-taken",
          "Someone here has this name, or one that looks like it. Add something to tell you apart.",
          409);
  static final Problem BAD_STATUS =
      new Problem("bad-status", "A status is one line of up to 80 visible characters.", 422);
  public static final Problem NAME_TAKEN =
      new Problem("name-taken", "That username is taken.", 409);
  public static final Problem LAST_ADMIN =
      new Problem("last-admin", "This is the only administrator, who must be able to log in.", 409);

  private AccountProblems() {}

  private static Problem badDisplayName(String why) {
    return new Problem("bad-display-name", why, 422);
  }
}
