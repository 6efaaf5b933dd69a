package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.admission.FirstStart;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first minutes: an administrator who is alone, the person whom they invite, names and
/// passwords that are refused, and browsers that forbid what the chat needs.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NewcomerTest {

  private static final String PASSWORD = "four plain words here";

  private static TestServer server;
  private static Person ada;

  @BeforeAll
  static void setUp() {
    server = TestServer.start();
    ada = Person.at(server).open(server.bean(FirstStart.class).setUpPath().orElseThrow());
    join(ada, "ada", "Ada Root");
  }

  @AfterAll
  static void stop() {
    ada.close();
    server.close();
  }

  private static void join(Person person, String username, String name) {
    person.page.locator("#username").fill(username);
    person.page.locator("#display-name").fill(name);
    person.page.locator("#password").fill(PASSWORD);
    person.button(Words.text("join.go")).click();
    person.atHome();
  }

  private static String link() {
    ada.open("/admin").button(Words.text("admin.link")).click();
    var link = URI.create(ada.page.locator("#link").inputValue());
    ada.open("/").atHome();
    return link.getPath() + "#" + link.getFragment();
  }

  private static void isAt(Page page, String field, String words) {
    assertThat(page.locator("#" + field)).isFocused();
    said(page, field, words);
  }

  private static void said(Page page, String field, String words) {
    assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#" + field))
        .hasAttribute("aria-describedby", Pattern.compile("(^| )" + field + "-fault$"));
    assertThat(page.locator("#" + field + "-fault")).hasText(words);
  }

  @Test
  @Order(1)
  void anAdministratorWhoIsAloneIsShownHowToInviteUntilSomebodyIsThere() {
    var invite = ada.button(Words.text("empty.invite-first"));
    invite.click();
    var link = URI.create(ada.page.locator("#link").inputValue());
    assertThat(link.getPath()).isEqualTo("/register");
    ada.isAccessible().confirm(Words.text("action.done"));
    assertThat(invite).isFocused();
    ada.lookedAt("alone");
    try (var bob = Person.at(server).open(link.getPath() + "#" + link.getFragment())) {
      join(bob, "bob", "Bob");
      assertThat(bob.button(Words.text("empty.invite-first"))).hasCount(0);
      assertThat(invite).hasCount(0);
    }
    ada.page.reload();
    assertThat(ada.atHome().button(Words.text("action.new-room")).last()).isVisible();
    assertThat(invite).hasCount(0);
  }

  @Test
  void whatIsWrongIsSaidAtTheFieldWhenItIsLeftAndWhenTheServerRefuses() {
    try (var page = Person.at(server).open(link())) {
      var form = page.page;
      page.button(Words.text("join.go")).click();
      isAt(form, "username", Words.text("check.missing"));
      said(form, "password", Words.text("check.missing"));
      form.locator("#username").fill("mei@home");
      form.locator("#display-name").fill("Mei ✓");
      said(form, "username", Words.text("check.username-character", "character", "@"));
      form.locator("#password").focus();
      said(form, "display-name", Words.text("check.name-character", "character", "✓"));
      page.lookedAt("register-refused");
      form.locator("#display-name").fill("Mei\u200b");
      form.locator("#password").fill(PASSWORD);
      said(form, "display-name", Words.text("check.hidden", "code", "U+200B", "place", "4"));
      form.locator("#display-name").fill("ADA ROOT");
      assertThat(form.locator("#display-name")).not().hasAttribute("aria-invalid", "true");

      form.locator("#username").fill("ada");
      page.button(Words.text("join.go")).click();
      isAt(form, "username", Words.text("problem.name-taken"));
      assertThat(form.locator("[aria-invalid]")).hasCount(1);
      form.locator("#username").fill("mei");
      page.button(Words.text("join.go")).click();
      isAt(form, "display-name", Words.text("problem.display-name-taken"));
      form.locator("#display-name").fill("Mei");
      page.button(Words.text("join.go")).click();
      page.atHome();
    }
  }

  @Test
  void dialogsSayWhatIsWrongAtTheFieldToo() {
    ada.open("/").atHome().button(Words.text("action.new-room")).first().click();
    ada.confirm(Words.text("form.create"));
    isAt(ada.page, "room-name", Words.text("check.missing"));
    // The button under the pointer stays where it is while the field is being left.
    ada.page.locator("#room-name").fill("a\u202eb");
    ada.confirm(Words.text("action.cancel"));
    assertThat(ada.page.locator("dialog[open]")).hasCount(0);

    ada.security(Words.text("menu.password"));
    ada.page.locator("#current").fill("not the password");
    ada.page.locator("#next").fill("short");
    ada.confirm(Words.text("form.password-go"));
    isAt(ada.page, "next", Words.text("problem.bad-password"));
    ada.page.locator("#next").fill("long enough by far");
    ada.confirm(Words.text("form.password-go"));
    isAt(ada.page, "current", Words.text("problem.wrong-password"));
    ada.isAccessible().confirm(Words.text("action.cancel")).closeSettings();
  }

  @Test
  void aPersonIsACardWithWaysToWriteAndToCompare() {
    try (var tom = Person.at(server).open(link())) {
      join(tom, "tom", "Tom");
      ada.createRoom("Garden", "tom");
      tom.accept("Garden");
      ada.page.locator("sc-people .person__open").filter(named("@tom")).press("Enter");
      var card = ada.page.getByRole(AriaRole.DIALOG);
      assertThat(card).containsText("@tom");
      assertThat(card).containsText(Words.text("presence.online"));
      assertThat(card.locator("a.row")).hasText("Garden");
      ada.lookedAt("person");
      button(card, "profile.compare").click();
      assertThat(ada.page.locator(".digits")).hasCount(2);
      button(card, "compare.same").click();
      ada.page.locator("sc-rail .row--person").filter(named("Tom")).click();
      assertThat(card.locator("[data-mark=verified]")).isVisible();
      button(card, "profile.room").click();
      assertThat(card.locator(".chip")).containsText("@tom");
      ada.page.keyboard().press("Escape");
      // The people beside the conversation had no room while the window was narrow.
      ada.page.locator(".head__people").click();
      ada.page.locator("sc-people .person__open").filter(named("@ada")).click();
      assertThat(card.locator("[data-mark=you]")).isVisible();
      assertThat(button(card, "profile.room")).hasCount(0);
      ada.page.keyboard().press("Escape");
    }
  }

  private static Locator.FilterOptions named(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator button(Locator within, String key) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Words.text(key)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storage   | Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })
          storage   | Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('', 'SecurityError'); } })
          storage   | IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); }
          storage   | Object.defineProperty(window, 'indexedDB', { get: () => undefined })
          cookies   | Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })
          websocket | window.WebSocket = undefined
          ''        | window.Worker = undefined
          ''        | Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })
          ''        | HTMLScriptElement.supports = undefined
          """)
  void aBrowserThatForbidsWhatIsNeededIsToldWhatToAllow(String lacks, String script) {
    try (var page = Person.at(server)) {
      page.page.addInitScript(script);
      page.open("/login")
          .page
          .waitForURL("**/unsupported" + (lacks.isEmpty() ? "" : "?lacks=" + lacks));
      String why = lacks.isEmpty() ? "old.why" : "blocked." + lacks + ".why";
      assertThat(page.page.locator("main")).containsText(Words.text(why));
      page.isAccessible();
    }
  }
}
