package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A phone shows one column: the list of rooms, an invitation or a room.
class PhoneTest {

  private final TestServer server = TestServer.start("--spring.profiles.active=demo");
  private ChatClient alice;
  private ChatClient bobsKeys;

  @BeforeEach
  void signIn() {
    alice = ChatClient.at(server, "alice", "wonderland");
    bobsKeys = ChatClient.at(server, "bob", "the builder");
  }

  @AfterEach
  void end() {
    bobsKeys.close();
    alice.close();
    server.close();
  }

  private static Locator card(Page page, String room) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName("Invitation to " + room));
  }

  private static void click(Locator within, String button) {
    within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button)).click();
  }

  private static double height(Page page, String selector) {
    return page.locator(selector).boundingBox().height;
  }

  @ParameterizedTest
  @CsvSource({"390, 844", "390, 724", "320, 568"})
  void onePlaceIsShownAtATime(int width, int height) {
    var size = new NewContextOptions().setViewportSize(width, height);
    try (var bob = Person.at(server, size).signIn("bob", "the builder").atHome()) {
      var page = bob.page;
      alice.createRoom("Garden", bobsKeys);
      // Without an open room, the invitation is shown first, in full and above everything else.
      assertThat(card(page, "Garden")).isInViewport(inFull());
      click(card(page, "Garden"), "Accept");
      assertThat(page.locator(".head h1")).hasText("Garden");
      assertThat(page.locator(".rail")).isHidden();
      page.locator(".head__back").click();

      alice.createRoom("Kitchen", bobsKeys);
      var invitation = page.locator(".rail a", new Page.LocatorOptions().setHasText("Kitchen"));
      assertThat(invitation).isVisible();
      assertThat(card(page, "Kitchen")).isHidden();
      assertThat(height(page, ".rail")).isEqualTo(height);
      invitation.click();
      assertThat(card(page, "Kitchen")).isInViewport(inFull());
      assertThat(page.locator(".rail")).isHidden();
      page.locator(".head__back").click();
      assertThat(page.locator(".rail")).isVisible();
      Object sideways = page.evaluate("() => document.documentElement.scrollWidth > innerWidth");
      assertThat(sideways).isEqualTo(false);
    }
  }

  /// How far the newest message's text reaches into its tick, in pixels of area.
  private static final String OVERLAP =
      """
      () => {
        const tick = document.querySelector('.state--sent');
        const range = document.createRange();
        range.selectNodeContents(tick.parentElement.querySelector('[dir=auto]'));
        const t = tick.getBoundingClientRect();
        return Math.max(...[...range.getClientRects()].map((r) =>
          Math.max(0, Math.min(r.right, t.right) - Math.max(r.left, t.left))
          * Math.max(0, Math.min(r.bottom, t.bottom) - Math.max(r.top, t.top))));
      }\
      """;

  @Test
  void theTickOfTheNewestMessageLiesOnNoText() {
    var size = new NewContextOptions().setViewportSize(390, 844);
    try (var bob = Person.at(server, size).signIn("bob", "the builder").atHome()) {
      alice.createRoom("Garden", bobsKeys);
      click(card(bob.page, "Garden"), "Accept");
      for (String text : List.of("مرحبا", "Ja", "a word ".repeat(30), "```\nint x = 1;\n```")) {
        bob.say(text);
        assertThat(bob.page.locator(".log > li").last().locator(".state--sent")).isVisible();
        assertThat(((Number) bob.page.evaluate(OVERLAP)).doubleValue()).as(text).isZero();
      }
    }
  }

  private static IsInViewportOptions inFull() {
    return new IsInViewportOptions().setRatio(1);
  }
}
