package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.admission.FirstStart;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Registration, password changes and resets, and suspension, starting from an empty server.
class AccountsTest {

  private static TestServer server;
  private static Person admin;

  @BeforeAll
  static void setUp() {
    server = TestServer.start();
    admin = Person.at(server).open(server.bean(FirstStart.class).setUpPath().orElseThrow());
    assertThat(admin.page.locator("h1").first()).hasText("Set up Secure Chat");
    join(admin, "root", "Ada Root", "correct horse battery");
  }

  @AfterAll
  static void stop() {
    admin.close();
    server.close();
  }

  private static void join(Person person, String username, String name, String password) {
    person.page.locator("#username").fill(username);
    person.page.locator("#display-name").fill(name);
    person.page.locator("#password").fill(password);
    person.button("Join").click();
    person.atHome();
  }

  private static String link() {
    admin.open("/admin");
    admin.button("Create invitation link").click();
    String link = admin.page.locator("#link").inputValue();
    admin.button("Done").click();
    return link.substring(link.indexOf("/register"));
  }

  private static Person newcomer(String username, String name, String password) {
    var person = Person.at(server).open(link());
    join(person, username, name, password);
    return person;
  }

  private static Locator row(String name) {
    return admin.page.locator("tbody tr", new Page.LocatorOptions().setHasText(name));
  }

  @Test
  void aLinkBringsOnePersonIntoTheChatAndNoSecond() {
    String link = link();
    try (var mei = Person.at(server).open(link)) {
      mei.picture("register").isAccessible();
      join(mei, "mei", "Mei Tanaka", "four plain words here");
      mei.picture("empty").isAccessible();
    }
    try (var second = Person.at(server).open(link)) {
      assertThat(second.page.locator("#gone")).isVisible();
    }
  }

  @Test
  void aChangedPasswordSignsOtherBrowsersOutAndOpensTheSameLines() {
    try (var tove = newcomer("tove", "Tove", "the first password")) {
      tove.createRoom("Kept", "").say("still here").seesOnce("still here");
      try (var elsewhere = Person.at(server).signIn("tove", "the first password")) {
        tove.security("Change password…");
        tove.page.locator("#current").fill("the first password");
        tove.page.locator("#next").fill("the second password");
        tove.button("Change").click();
        elsewhere.page.waitForURL("**/login");
        elsewhere.page.locator("#username").fill("tove");
        elsewhere.page.locator("#password").fill("the second password");
        elsewhere.button("Sign in").click();
        elsewhere.page.locator("#go-on").click();
        elsewhere.atHome().openRoom("Kept").seesOnce("still here");
      }
    }
  }

  @Test
  void aSessionThatEndedWhileItsPageAskedForThePasswordLeadsToTheLogIn() {
    try (var ines = newcomer("ines", "Ines", "the first password")) {
      ines.page.evaluate(
          "async () => { for (const d of await indexedDB.databases())"
              + " indexedDB.deleteDatabase(d.name); }");
      ines.page.reload();
      ines.page.waitForURL("**/unlock");
      // By then the page has looked whether cookies are kept.
      assertThat(ines.button(Words.text("unlock.go"))).isEnabled();
      ines.context().clearCookies();
      ines.page.locator("#password").fill("the first password");
      ines.button(Words.text("unlock.go")).click();
      ines.page.waitForURL("**/login");
      assertThat(ines.page.locator("#why")).isVisible();
      ines.signIn("ines", "the first password");
    }
  }

  @Test
  void aForgottenPasswordLeadsToANewIdentityThatReadsFromThenOn() {
    try (var jonas = newcomer("jonas", "Jonas", "soon to be forgotten")) {
      jonas.createRoom("Lost", "").say("closed for ever").seesOnce("closed for ever");
    }
    admin.open("/admin");
    row("jonas")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("New password"))
        .click();
    admin.confirm("Create link");
    String link = admin.page.locator("#link").inputValue();
    admin.button("Done").click();
    try (var jonas = Person.at(server).open(link.substring(link.indexOf("/reset")))) {
      assertThat(jonas.page.locator(".note")).containsText("you’ll lose access");
      jonas.page.locator("#password").fill("remembered this time");
      jonas.button(Words.text("reset.go-over")).click();
      jonas.atHome().openRoom("Lost").sees("new safety number").seesNot("closed for ever");
      jonas.say("reads on").seesOnce("reads on");
    }
  }

  @Test
  void suspensionSignsOutAtOnceAndResumingLetsBackIn() {
    try (var tomasz = newcomer("tomasz", "Tomasz", "only for a while")) {
      admin.open("/admin");
      row("tomasz")
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Suspend"))
          .click();
      admin.confirm("Suspend");
      tomasz.page.waitForURL("**/login", new Page.WaitForURLOptions().setTimeout(4000));
      assertThat(row("tomasz")).containsText("suspended");
      tomasz.page.locator("#username").fill("tomasz");
      tomasz.page.locator("#password").fill("only for a while");
      tomasz.button("Sign in").click();
      assertThat(tomasz.page.locator("#error")).containsText("suspended");
      admin.picture("admin").isAccessible();
      row("tomasz")
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reinstate"))
          .click();
      assertThat(row("tomasz")).not().containsText("suspended");
      tomasz.signIn("tomasz", "only for a while");
    }
  }

  @Test
  void theSameWordsForAnUnknownNameAndAWrongPassword() {
    try (var somebody = Person.at(server).open("/login")) {
      somebody.picture("sign-in").isAccessible();
      for (String name : new String[] {"root", "nobody-at-all"}) {
        somebody.page.locator("#username").fill(name);
        somebody.page.locator("#password").fill("certainly wrong");
        somebody.button("Sign in").click();
        assertThat(somebody.page.locator("#error"))
            .hasText(Words.text("problem.wrong-credentials"));
      }
    }
  }
}
