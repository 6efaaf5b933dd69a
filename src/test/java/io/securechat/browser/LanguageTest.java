package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page in languages other than English.
class LanguageTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Person speaking(String language, int width) {
    return Person.at(
        server,
        new NewContextOptions()
            .setViewportSize(width, 900)
            .setLocale(language)
            .setColorScheme(ColorScheme.LIGHT));
  }

  @Test
  void theBrowsersLanguageIsThatOfThePageAndOfItsDirection() {
    var titles = Map.of("de-AT", "Anmelden", "ar-EG", "تسجيل الدخول", "fr-FR", "Sign in");
    titles.forEach((language, title) -> {
      try (var somebody = speaking(language, 390)) {
        somebody.open("/login");
        assertThat(somebody.page.locator("h1")).hasText(title);
        String direction = language.startsWith("ar") ? "rtl" : "ltr";
        assertThat(somebody.page.locator("html")).hasAttribute("dir", direction);
        somebody.isAccessible().picture("language-login-390-" + language);
      }
    });
  }

  @Test
  void aRefusalIsShownInTheLanguageOfThePage() {
    try (var somebody = speaking("de", 1440)) {
      somebody.open("/login");
      somebody.page.locator("#username").fill("alice");
      somebody.page.locator("#password").fill("not her password");
      somebody.page.locator("#go").click();
      assertThat(somebody.page.locator("#error")).hasText("Benutzername oder Passwort ist falsch.");
      somebody.isAccessible().picture("language-refused-1440-de");
    }
  }

  @Test
  void theAccountMenuChangesTheLanguageForThisBrowser() {
    try (var alice = speaking("en", 1440).signIn("alice", "wonderland")) {
      alice.createPrivateRoom("Languages", "bob");
      alice.say("good morning\nصباح الخير\nguten Morgen");
      alice.page.locator(".me").click();
      alice.page.getByText("العربية").click();
      assertThat(alice.page.locator("html")).hasAttribute("dir", "rtl");
      assertThat(alice.page.locator("textarea"))
          .hasAttribute("placeholder", "رسالة إلى \u2068Languages\u2069");
      alice.openRoom("Languages").seesOnce("good morning");
      alice.page.locator(".head__people").click();
      alice.lookedAt("language-chat-ar");
      alice.page.locator(".badge").click();
      alice.lookedAt("language-who-ar");
      alice.page.locator(".me").click();
      alice.page.getByText("Deutsch").click();
      assertThat(alice.page.locator("html")).hasAttribute("dir", "ltr");
      assertThat(alice.page.locator(".badge")).hasText("Nur Mitglieder können das lesen");
      alice.lookedAt("language-chat-de");
      alice.page.locator(".me").click();
      alice.isAccessible().picture("language-menu-1440-de");
      alice.page.getByText("English").click();
      assertThat(alice.page.locator(".badge")).hasText("Only members can read this");
    }
  }

  @Test
  void eachLineOfAMessageHasItsOwnDirection() {
    try (var alice = speaking("en", 1440).signIn("alice", "wonderland")) {
      alice.createRoom("Lines", "bob").say("good morning\nصباح الخير");
      alice.seesOnce("good morning");
      // A right-to-left line ends at the right edge of the text, a left-to-right one begins at the
      // left.
      var edges =
          (List<?>)
              // Waits for the paragraph: the text is there before its Markdown is.
              alice
                  .page
                  .locator(".message__text p")
                  .evaluate(
                      """
                      paragraph => {
                        const box = paragraph.getBoundingClientRect();
                        return [...paragraph.childNodes].filter((n) => n.nodeType === 3 && n.data.trim()).map((n) => {
                          const range = document.createRange();
                          range.selectNodeContents(n);
                          const r = range.getBoundingClientRect();
                          return r.left - box.left < box.right - r.right ? 'left' : 'right';
                        });
                      }
                      """);
      assertThat(edges).asString().isEqualTo("[left, right]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en-US, 12:05 AM, 1:05 PM",
    "en-GB, 00:05, 13:05",
    "de-DE, 00:05, 13:05",
    "ar-EG, 12:05 ص, 1:05 م"
  })
  void hoursAreCountedAsTheLocaleDoes(String locale, String midnight, String noon) {
    try (var somebody = speaking(locale, 1440).open("/login")) {
      assertThat(times(somebody, "[time(at(2026, 10, 24, 0, 5)), time(at(2026, 10, 24, 13, 5))]"))
          .isEqualTo(List.of(midnight, noon));
    }
  }

  /// Berlin's clocks change at 2:00 and 3:00, Santiago's at midnight.
  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, '2026, 2, 29', '2026, 2, 30', '2026, 2, 28'",
    "Europe/Berlin, '2026, 9, 25', '2026, 9, 26', '2026, 9, 24'",
    "America/Santiago, '2026, 8, 6', '2026, 8, 7', '2026, 8, 5'",
    "Asia/Tokyo, '2025, 11, 31', '2026, 0, 1', '2025, 11, 30'"
  })
  void yesterdayGoesByTheCalendar(String zone, String changed, String today, String before) {
    try (var somebody = speaking("en-GB", 1440).open("/login")) {
      var wanted = new JsonObject();
      wanted.addProperty("timezoneId", zone);
      somebody
          .page
          .context()
          .newCDPSession(somebody.page)
          .send("Emulation.setTimezoneOverride", wanted);
      String now = "at(%s, 0, 10)".formatted(today);
      String late = "at(%s, 23, 59)".formatted(today);
      assertThat(
              times(
                  somebody,
                  """
                  [day(at(%1$s, 1, 30), %4$s), day(at(%1$s, 23, 59), %5$s), day(at(%1$s, 1, 1), %5$s),
                    day(at(%3$s, 23, 59), %4$s) === 'Yesterday', day(at(%2$s, 0, 1), %5$s),
                    untilMidnight(at(%2$s, 23, 59, 59))]
                  """
                      .formatted(changed, today, before, now, late)))
          .isEqualTo(List.of("Yesterday", "Yesterday", "Yesterday", false, "Today", 1000));
    }
  }

  private static Object times(Person somebody, String expression) {
    return somebody.page.evaluate(
        """
        async () => {
          const files = document.querySelector('link[rel=icon]').getAttribute('href').split('/icons/')[0];
          const { time, day, untilMidnight } = await import(`${files}/js/locale/times.js`);
          const at = (...parts) => new Date(...parts).getTime();
          return %s;
        }
        """
            .formatted(expression));
  }
}
