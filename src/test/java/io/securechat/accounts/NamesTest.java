package io.securechat.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "alice,alice",
    "'  Alice ',alice",
    "ＡＬＩＣＥ,alice",
    "tomasz.w,tomasz.w",
    "Ärzte-2,ärzte-2",
    "نور,نور",
    "山田太郎,山田太郎",
    "たなか_カ,たなか_カ",
    "bo,bo"
  })
  void oneCanonicalForm(String typed, String canonical) {
    assertThat(Username.of(typed).value()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "2fast",
        "-dash",
        ".dot",
        "a b",
        "a@b",
        "a/b",
        "<b>",
        "a\u200bb",
        "a\u202eb",
        "a\u00adb",
        "a\u2066b",
        "\u0430lice",
        "pаypal",
        "ali\u0441e",
        "a\tb",
        "a\nb",
        "😀😀",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "a\ufe0fb",
        "alice\u034f"
      })
  void whatInvitesMistakesIsRefused(String typed) {
    assertThatThrownBy(() -> Username.of(typed))
        .isInstanceOf(Refusal.class)
        .hasMessage("bad-username");
  }

  @ParameterizedTest
  @CsvSource({
    "Alice Liddell,Alice Liddell",
    "' Oluwaseun Adébáyọ̀ ',Oluwaseun Adébáyọ̀",
    "نور الهدى,نور الهدى",
    "👩\u200d🚀,👩\u200d🚀"
  })
  void displayNamesKeepWhatPeopleAreCalled(String typed, String kept) {
    assertThat(DisplayName.of(typed))
        .isEqualTo(java.text.Normalizer.normalize(kept, java.text.Normalizer.Form.NFC));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\u200b",
        "\u200d",
        "a\u202eb",
        "a\u0000b",
        "a\nb",
        "\u3164",
        "\u2800",
        "a\u2067b"
      })
  void displayNamesHideNothing(String typed) {
    assertThatThrownBy(() -> DisplayName.of(typed)).hasMessage("bad-display-name");
  }

  @org.junit.jupiter.api.Test
  void displayNamesEndAtSixtyFour() {
    assertThat(DisplayName.of("x".repeat(64))).hasSize(64);
    assertThatThrownBy(() -> DisplayName.of("x".repeat(65))).hasMessage("bad-display-name");
  }
}
