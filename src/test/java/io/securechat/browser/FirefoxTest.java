package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.testing.Browser;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What people do all day, in Firefox, with somebody who uses Chromium.
class FirefoxTest {

  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void signInWithBothBrowsers() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.inFirefox(server).signIn("alice", "wonderland");
    bob = Person.at(server).signIn("bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
    Browser.closeFirefox();
  }

  @Test
  void peopleOfBothBrowsersTalkInARoomOfEitherKind() {
    alice.createRoom("Managed", "bob").say("hello **bob**").seesOnce("hello bob");
    bob.accept("Managed").say("hello alice").seesOnce("hello alice");
    alice.seesOnce("hello alice");
    bob.createPrivateRoom("Members", "alice");
    alice
        .open("/")
        .atHome()
        .accept("Members")
        .say("only we read this")
        .seesOnce("only we read this");
    bob.seesOnce("only we read this");
  }

  @Test
  void aMessageIsChangedAndReactedToAndIsThereAfterAReload() {
    alice.createPrivateRoom("Daily", "bob");
    bob.open("/").atHome().accept("Daily");
    alice.say("at nine").seesOnce("at nine");
    bob.seesOnce("at nine");
    alice.page.locator(".compose textarea").press("ArrowUp");
    alice.page.locator(".edit textarea").fill("at ten");
    alice.page.locator(".edit textarea").press("Enter");
    bob.seesOnce("at ten").say("fine").seesOnce("fine");
    alice.seesOnce("fine");
    row(alice, "fine").focus();
    alice.page.keyboard().press("+");
    alice.page.locator("dialog input[type=search]").fill("party pop");
    assertThat(alice.page.locator("dialog .emojis__one")).hasCount(1);
    alice.page.locator("dialog input[type=search]").press("Enter");
    assertThat(reaction(alice, "fine")).hasAttribute("aria-pressed", "true");
    assertThat(reaction(bob, "fine")).hasAttribute("aria-pressed", "false");
    reaction(bob, "fine").click();
    assertThat(reaction(alice, "fine")).containsText("2");
    alice.page.reload();
    alice.atHome().seesOnce("at ten").seesOnce("fine");
    assertThat(row(alice, "at ten").locator(".edited")).isVisible();
    assertThat(reaction(alice, "fine")).containsText("2");
    alice.isAccessible();
  }

  /// The page names it, so that it is asked for before any module has begun.
  @Test
  void whatThePageBeginsWithIsAskedForOnce() {
    alice.atHome();
    var asked = new CopyOnWriteArrayList<String>();
    alice.page.onRequest(request -> asked.add(URI.create(request.url()).getPath()));
    alice.page.reload();
    alice.atHome();
    for (String path : List.of("/api/me", "/api/me/pins", "/api/server-keys")) {
      assertThat(asked.stream().filter(path::equals)).as(path).hasSize(1);
    }
  }

  @Test
  void aDraftIsKeptAndTheKeysOpenAgainAfterSigningOut() {
    alice.createRoom("Again", "").say("before signing out").seesOnce("before signing out");
    alice.page.locator("textarea").fill("not yet sent");
    alice.page.reload();
    alice.atHome();
    assertThat(alice.page.locator("textarea")).hasValue("not yet sent");
    alice.page.locator("textarea").fill("");
    alice.menu("Sign out");
    alice.page.waitForURL("**/login*");
    alice.signIn("alice", "wonderland").openRoom("Again").seesOnce("before signing out");
  }

  private static Locator row(Person person, String text) {
    return person.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator reaction(Person person, String text) {
    return row(person, text).locator(".reaction", new Locator.LocatorOptions().setHasText("🎉"));
  }
}
