package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An admin page that is open while the browser's session ends or becomes another user's.
class AdminSessionTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// The page hears of the other user from their tab, or only when it is used again.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPageWhoseBrowserSomebodyElseSignsInToActsAndShowsNothingUnderTheirName(boolean deaf) {
    try (var alice = Person.at(server)) {
      Page other = alice.tab("/login");
      alice.signIn("alice", "wonderland");
      (deaf ? alice.deaf() : alice).open("/admin");
      assertThat(alice.page.locator("tr")).hasCount(4);
      alice.button(Words.text("admin.link")).click();
      assertThat(alice.page.locator("#link")).isVisible();
      if (deaf) {
        alice.page.keyboard().press("Escape");
      }
      signIn(other, "bob", "the builder");
      var acted = new ArrayList<Integer>();
      alice.page.onResponse(response -> {
        if (response.url().contains("/api/admin/")) {
          acted.add(response.status());
        }
      });
      if (deaf) {
        alice.button(Words.text("admin.link")).click();
      }
      assertThat(alice.page.locator("[data-code=another]"))
          .containsText(Words.text("over.another"));
      assertThat(alice.page.locator("tr, #link, dialog")).hasCount(0);
      assertThat(acted).allSatisfy(status -> assertThat(status).isEqualTo(403));
      alice.lookedAt("admin-another-" + deaf);
      assertThat(other.locator(".me")).containsText("Bob");
    }
  }

  @Test
  void aPageThatIsShownAgainLooksWhoseSessionTheBrowserHas() {
    try (var alice = Person.at(server)) {
      Page other = alice.tab("/login");
      alice.signIn("alice", "wonderland").deaf().open("/admin");
      assertThat(alice.page.locator("tr")).hasCount(4);
      signIn(other, "bob", "the builder");
      assertThat(alice.page.locator("tr")).hasCount(4);
      alice.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
      assertThat(alice.page.locator("[data-code=another]")).isVisible();
    }
  }

  @Test
  void aPageWhoseUserSignsOutElsewhereLeaves() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      Page admin = alice.tab("/admin");
      assertThat(admin.locator("tr")).hasCount(4);
      alice.menu("Sign out").page.waitForURL("**/login");
      admin.waitForURL("**/login");
    }
  }

  private static void signIn(Page page, String username, String password) {
    page.locator("#username").fill(username);
    page.locator("#password").fill(password);
    page.locator("#go").click();
    assertThat(page.locator(".me .sub")).hasText("Online");
  }
}
