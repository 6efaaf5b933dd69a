package io.securechat.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.Refusal;
import io.securechat.testing.Words;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which names are allowed. Invisible characters are written as escapes.
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
  void invisibleOrConfusableNamesAreRefused(String typed) {
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
    "İpek, İpek",
    "Zoë 🇹🇷, Zoë 🇹🇷",
    "1\ufe0f\u20e3 Ann, 1\ufe0f\u20e3 Ann",
    "#\ufe0f\u20e3 #, #\ufe0f\u20e3 #",
    "Ewan \ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f, Ewan \ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
    "🏳\ufe0f\u200d🌈 Kim, 🏳\ufe0f\u200d🌈 Kim",
    "👨\u200d👩\u200d👧 We, 👨\u200d👩\u200d👧 We",
    "Server Yılmaz, Server Yılmaz",
    "Jonghee You, Jonghee You",
    "Alice (Sales), Alice (Sales)",
    "Abbott - Bot Ltd, Abbott - Bot Ltd",
    "Youssef, Youssef",
    "مالك, مالك",
    "مشرف الدين, مشرف الدين",
    "عبد الخادم, عبد الخادم",
    "Anh-Du, Anh-Du",
    "'Li, Du', 'Li, Du'",
    "Dumas, Dumas",
    "Vera Besitzer, Vera Besitzer"
  })
  void displayNamesMayHaveAnyVisibleCharacter(String typed, String kept) {
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

  @ParameterizedTest
  @CsvSource({
    "'', empty,",
    "'\u0301', empty,",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, long,",
    "A\u0323\u0316\u0317\u0318\u0319lice, marks,",
    "Al\u202eice, character, U+202E RIGHT-TO-LEFT OVERRIDE",
    "Al\u2067ice, character, U+2067 RIGHT-TO-LEFT ISOLATE",
    "Al\u200dice, character, U+200D ZERO WIDTH JOINER",
    "Al\u200bice, character, U+200B ZERO WIDTH SPACE",
    "Al\u00adice, character, U+00AD SOFT HYPHEN",
    "a\u20e3\ufe0f, character, U+FE0F VARIATION SELECTOR-16",
    "Al\uff9e\uffa0ice, character, U+FFA0 HALFWIDTH HANGUL FILLER"
  })
  void aRefusedDisplayNameSaysWhyAndNamesTheCharacter(String typed, String why, String character) {
    assertThatThrownBy(() -> DisplayName.of(typed))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.extras().get("why")).isEqualTo(why);
              assertThat(refusal.extras().get("character")).isEqualTo(character);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The server",
        "Server",
        "The  SERVER!",
        "\u0405\u0435rv\u0435r", // with Cyrillic letters
        "System",
        "Secure Chat",
        "You",
        "Alice (you)",
        "Alice [You]",
        "Alice – you",
        "Alice \uff08you\uff09", // in full-width brackets
        "Alice (the server)",
        "Bob ✓ verified",
        "Bob ✓",
        "✔\ufe0f Bob",
        "Bob ✅",
        "Bob ☑",
        "Bob Verified",
        "Bob (verified)",
        "Bob verlfled", // an l for each i
        "(admin)",
        "Bob (admin)",
        "Bob Admin",
        "\u0410dmin", // the Cyrillic A
        "Administrator",
        "\ud835\udc00\ud835\udc1d\ud835\udc26\ud835\udc22\ud835\udc27", // mathematical bold
        "Du",
        "Der Server",
        "Bob – du",
        "Bob \u00b7 Besitzer",
        "Bob verifiziert",
        "Bob verlfizlert", // an l for an i
        "أنت",
        "\u0627نت", // without the hamza
        "الخادم",
        "محمد موثق", // without the doubling mark
        "محمد \uff08مالك\uff09" // in full-width brackets
      })
  void displayNamesImitateNothingThatThePageSays(String typed) {
    assertThatThrownBy(() -> DisplayName.of(typed))
        .isInstanceOf(Refusal.class)
        .hasMessage("imitating-name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "ar"})
  void displayNamesContainNoMarkInBracketsInAnyLanguage(String language) {
    for (String key :
        List.of(
            "mark.you",
            "mark.verified",
            "mark.owner",
            "mark.admin",
            "mark.suspended",
            "person.server")) {
      String name = "Bob (" + Words.textIn(language, key) + ")";
      assertThatThrownBy(() -> DisplayName.of(name))
          .as(name)
          .isInstanceOf(Refusal.class)
          .hasMessage("imitating-name");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Alice, alice",
    "Alice, \u0410lice", // the Cyrillic A
    "Alice, A\u04cfice",
    "Alice, AIice",
    "Alice, A1ice",
    "Alice, \u0391lice", // the Greek Alpha
    "Bob, B0b",
    "Bob, B\u043eb",
    "Bob, 'B.o.b.'",
    "Bob, \uff22\uff4f\uff42",
    "Ian, lan",
    "Marn, Mam",
    "Alice, \u13aalice", // a Cherokee letter
    "Alice, \ua4eelice", // a Lisu letter
    "Clara, \u2ca4lara", // a Coptic letter
    "Nora, \u039d\u03bfra", // Greek letters
    "Tim, \uff34\u0269m",
    "Нина, нина"
  })
  void confusableNamesShareASkeleton(String one, String other) {
    assertThat(NameSkeletons.of(one)).containsAnyElementsOf(NameSkeletons.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "Lia, Ila",
    "Jose, José",
    "Bob, Bob K.",
    "Bob, Bob 2",
    "Мария, Марина",
    "田中, 田申",
    "राम, रमा",
    "محمد, محمود",
    "Ann ❤, Ann",
    "김철수, 김철슈"
  })
  void distinctNamesShareNoSkeleton(String one, String other) {
    assertThat(NameSkeletons.of(one)).doesNotContainAnyElementsOf(NameSkeletons.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "'', letter",
    "\u202eecilA, invisible",
    "A\u0301\u0301\u0301\u0301\u0301, marks",
    "Al\u200bice, invisible"
  })
  void aRefusedDisplayNameSaysWhy(String typed, String word) {
    assertThatThrownBy(() -> DisplayName.of(typed))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().title()).contains(word));
  }

  @Test
  void displayNamesAreCountedAsPeopleCount() {
    assertThat(DisplayName.of("🙂".repeat(64))).hasSize(128);
    assertThatThrownBy(() -> DisplayName.of("x".repeat(65))).isInstanceOf(Refusal.class);
    assertThat(Username.find("x".repeat(32))).isPresent();
  }
}
