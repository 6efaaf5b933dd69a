package io.securechat.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names there can be. Characters that cannot be seen are written by their numbers.
class NamesTest {

  @ParameterizedTest
  @CsvSource({
    "alice, alice",
    "'  Alice ', alice",
    "ALICE, alice",
    "\uff21\uff4c\uff49\uff43\uff45, alice",
    "li, li",
    "mei.tanaka-2_x, mei.tanaka-2_x",
    "bjo\u0308rn, björn",
    "łukasz, łukasz",
    "nguyễn, nguyễn",
    "Åse, åse",
    "ΙΩΆΝΝΑ, ιωάννα",
    "Дмитрий, дмитрий",
    "антон, антон",
    "מרים, מרים",
    "محمد, محمد",
    "田中さくら, 田中さくら",
    "ﾀﾛｰ, タロー",
    "김철수, 김철수",
    "सीता, सीता",
    "สมชาย, สมชาย"
  })
  void namesHaveOneCanonicalForm(String typed, String canonical) {
    var name = Username.of(typed);
    assertThat(name.value()).isEqualTo(canonical);
    assertThat(Username.of(name.value())).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "1alice",
        ".alice",
        "-a",
        "al ice",
        "al\u00a0ice",
        "al\u200bice",
        "al\u200dice",
        "al\u00adice",
        "ali\u202ece",
        "\u2066alice",
        "al\u034fice",
        "alice\ufe0f",
        "alice\n\u0000",
        "al\tice",
        "<b>alice</b>",
        "alice@home",
        "a/../b",
        "al'ice",
        "al🙂ice",
        "\u0430lice", // the Cyrillic a
        "\u0430\u0440\u0440\u04cf\u0435", // "apple", all Cyrillic
        "\u0441\u043e\u0441\u043e",
        "\u03bf\u03c1\u03bf", // "opo", all Greek
        "al\u0131ce", // a dotless i
        "i\u0307ris", // a dot that an i has already
        "\u0130ris",
        "ali\u0323\u0301\u0308ce",
        "\u0251lice", // the Latin alpha of phonetics
        "\u1d00lice",
        "al\u01c0ce", // a click that looks like an l
        "\u1160\u1160", // Hangul fillers show nothing
        "\u115fa\u1160",
        "\u3164\u3164",
        "\uffa0\uffa0",
        "\u1780\u17b4",
        "\u13b9\u13a5", // Cherokee
        "\ud800\ud800",
        "a\u0661\u0662"
      })
  void whatCannotBeSeenOrTellsTwoLiesIsNoName(String typed) {
    assertThat(Username.find(typed)).isEmpty();
    assertThatThrownBy(() -> Username.of(typed))
        .isInstanceOf(Refusal.class)
        .hasMessage("bad-username");
  }

  @ParameterizedTest
  @CsvSource({
    "Alice, Alice",
    "'  Mei  Tanaka ', Mei Tanaka",
    "'\u00a0Mei\u3000Tanaka\u2003', Mei Tanaka",
    "X, X",
    "Bjo\u0308rn, Björn",
    "محمد رضا, محمد رضا",
    "می\u200cخواهم, می\u200cخواهم",
    "דוד המלך, דוד המלך",
    "क्\u200dष, क्\u200dष",
    "👩\u200d🚀 Ann, 👩\u200d🚀 Ann",
    "❤\ufe0f, ❤\ufe0f",
    "<b>Bold</b> & Co, <b>Bold</b> & Co",
    "O'Hara, O'Hara",
    "İpek, İpek"
  })
  void displayNamesMayBeAnythingThatIsSeen(String typed, String kept) {
    assertThat(DisplayName.of(typed)).isEqualTo(kept);
    assertThat(DisplayName.of(kept)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\u00a0",
        "\u3000\u3000",
        "\u0000",
        "Al\u0007ice",
        "Al\nice",
        "Al\u2028ice",
        "Al\u200bice",
        "Al\u200dice",
        "Al\u200cice",
        "\u200d",
        "👩\u200d",
        "\u202eecilA",
        "Al\u2067ice",
        "\u061cAlice",
        "\ufeffAlice",
        "Al\u00adice",
        "Al\u034fice",
        "Alice\ufe0f",
        "Alice\udb40\udd00",
        "\u2800",
        "\u3164",
        "\u1160",
        "A\u0301\u0301\u0301\u0301\u0301",
        "\u0301",
        "\ue000",
        "\ud83d",
        "\u0378"
      })
  void displayNamesHideNothing(String typed) {
    assertThatThrownBy(() -> DisplayName.of(typed))
        .isInstanceOf(Refusal.class)
        .hasMessage("bad-display-name");
  }

  @Test
  void displayNamesAreCountedAsPeopleCount() {
    assertThat(DisplayName.of("🙂".repeat(64))).hasSize(128);
    assertThatThrownBy(() -> DisplayName.of("x".repeat(65))).isInstanceOf(Refusal.class);
    assertThat(Username.find("x".repeat(32))).isPresent();
  }
}
