package io.securechat.preferences;

import com.fasterxml.jackson.annotation.JsonValue;
import io.securechat.bytes.Malformed;
import java.util.Arrays;

/// Which messages notify a person.
public enum Level {
  ALL("all"),
  MENTIONS("mentions"),
  NOTHING("nothing");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  @JsonValue
  public String word() {
    return word;
  }

  /// The level with this word; [Malformed] if there is none.
  public static Level parse(String word) {
    return Arrays.stream(values())
        .filter(level -> level.word.equals(word))
        .findFirst()
        .orElseThrow(Malformed::new);
  }
}
