package io.securechat.accounts;

import io.securechat.problems.Refusal;
import java.util.Objects;

/// The name shown to other users: 1 to 64 characters of [ShownText].
public final class DisplayName {

  private static final int LONGEST = 64;
  private static final String WHY = "why";

  private DisplayName() {}

  /// Normalizes the name. Refuses with `bad-display-name`, whose field `why` is `empty`, `long`,
  /// `marks` or `character`, and whose field `character` names the first that is not allowed, as in
  /// `U+202E RIGHT-TO-LEFT OVERRIDE`. Refuses with `imitating-name` what [Imitations] recognizes.
  public static String of(String typed) {
    var name = ShownText.of(typed);
    if (name.length() > LONGEST) {
      throw new Refusal(AccountProblems.LONG_DISPLAY_NAME).with(WHY, "long");
    }
    if (name.hasManyMarks()) {
      throw new Refusal(AccountProblems.MARKED_DISPLAY_NAME).with(WHY, "marks");
    }
    name.unfit()
        .ifPresent(character -> {
          throw new Refusal(AccountProblems.HIDDEN_DISPLAY_NAME)
              .with(WHY, "character")
              .with("character", nameOf(character));
        });
    if (!name.isSeen()) {
      throw new Refusal(AccountProblems.EMPTY_DISPLAY_NAME).with(WHY, "empty");
    }
    if (Imitations.isOne(name.text())) {
      throw new Refusal(AccountProblems.IMITATING_NAME);
    }
    return name.text();
  }

  private static String nameOf(int c) {
    return "U+%04X %s".formatted(c, Objects.requireNonNullElse(Character.getName(c), "")).strip();
  }
}
