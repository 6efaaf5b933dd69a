package io.securechat.accounts;

import io.securechat.problems.Refusal;

/// What a user says of themselves beside their name: up to 80 characters of [ShownText].
public final class StatusText {

  private static final int LONGEST = 80;

  private StatusText() {}

  /// Normalizes the text; empty means no status. Refuses with `bad-status`.
  public static String of(String typed) {
    var status = ShownText.of(typed);
    boolean isBlank = status.length() > 0 && !status.isSeen();
    if (status.length() > LONGEST
        || isBlank
        || status.hasManyMarks()
        || status.unfit().isPresent()) {
      throw new Refusal(AccountProblems.BAD_STATUS);
    }
    return status.text();
  }
}
