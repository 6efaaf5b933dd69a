package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Direct messages, first contact, the block list, and the list of rooms in its sections.
class DirectTest {

  private static TestServer server;
  private static Person alice;
  private static Person bob;
  private static Person darth;

  @BeforeAll
  static void signIn() {
    server = TestServer.start("--spring.profiles.active=demo");
    bob = Person.at(server).signIn("bob", "the builder");
    darth = Person.at(server).signIn("darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    darth.close();
    server.close();
  }

  /// By the card behind their name.
  private static void message(Person who, String name) {
    who.page.locator("sc-rail .row--person", new Page.LocatorOptions().setHasText(name)).click();
    who.button("Message").click();
    assertThat(who.page.locator(".head h1")).hasText(name);
  }

  private static Locator row(Person who, String name) {
    return who.page.locator("a.row[title='" + name + "']");
  }

  /// Its name may be part of another's.
  private static Person open(Person who, String name) {
    row(who, name).click();
    assertThat(who.page.locator(".head h1")).hasText(name);
    return who;
  }

  private static Locator contact(Person who) {
    return who.page.locator(".contact");
  }

  @Test
  void aMessageToSomebodyWhoIsOfflineIsReadThoughItsSenderHasSignedOut() {
    bob.menu("Sign out");
    bob.page.waitForURL(Pattern.compile("/login"));
    message(darth, "Bob");
    assertThat(darth.page.locator(".head .badge")).hasText("Only you two can read this");
    darth.say("see you at eight").seesOnce("see you at eight");
    darth.menu("Sign out");
    darth.page.waitForURL(Pattern.compile("/login"));

    bob.signIn("bob", "the builder");
    open(bob, "Darth").sees("see you at eight");
    assertThat(contact(bob)).containsText("Darth wants to message you");
    assertThat(bob.page.locator("sc-composer")).hasCount(0);
    assertThat(row(bob, "Darth").locator(".on, .off")).hasCount(0);
    bob.lookedAt("direct-first-contact");
    bob.button("Accept").click();
    bob.say("fine").seesOnce("fine");
    bob.page.reload();
    bob.sees("fine");
    assertThat(contact(bob)).hasCount(0);
    bob.lookedAt("direct");

    darth.signIn("darth", "maul");
    open(darth, "Bob").sees("fine");
    assertThat(contact(darth)).hasCount(0);
  }

  @Test
  void severalPeopleMakeAGroupAndNobodyMakesNotesToSelf() {
    alice.button("New message").click();
    alice.page.locator("#names").fill("bob, darth,");
    alice.lookedAt("direct-new-message");
    alice.button("Start conversation").click();
    assertThat(alice.page.locator(".head h1")).hasText("Bob and Darth");
    assertThat(alice.page.locator(".head .badge")).hasText("Only you 3 can read this");
    alice.say("the three of us").seesOnce("the three of us");

    alice.button("New message").click();
    alice.button("Start conversation").click();
    assertThat(alice.page.locator(".head h1")).hasText("Notes to self");
    alice.say("buy milk").seesOnce("buy milk");
    alice.page.reload();
    alice.sees("buy milk");

    alice.button("New message").click();
    alice.page.locator("#names").fill("nobody-of-that-name");
    alice.button("Start conversation").click();
    assertThat(alice.page.locator("dialog")).containsText("No one here is called");
    alice.button("Cancel").click();
  }

  @Test
  void whoIsBlockedIsOutOfSightUntilThatIsUndone() {
    message(alice, "Bob");
    alice.say("hello Bob").seesOnce("hello Bob");
    open(bob, "Alice").sees("hello Bob");
    contact(bob)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Block…"))
        .click();
    bob.confirm("Block");
    var listed = row(bob, "Alice");
    assertThat(listed).hasCount(0);
    alice.say("are you there?").seesOnce("are you there?");

    bob.page.evaluate("location.hash = '#/settings/privacy'");
    bob.button("Show…").click();
    assertThat(bob.page.locator("dialog .person")).hasText(Pattern.compile("Alice.*"));
    bob.lookedAt("direct-blocked");
    bob.page.locator("dialog .person .link").click();
    assertThat(bob.page.locator("dialog")).containsText("You haven’t blocked anyone.");
    bob.page.keyboard().press("Escape");
    bob.page.goBack();
    assertThat(listed).hasCount(1);
  }

  private static void choose(String item) {
    alice.page.locator(".head__more").click();
    alice.page.locator("#room-menu").getByText(item).click();
  }

  private static Locator heading(String words) {
    return alice.page.locator("sc-rail h2", new Page.LocatorOptions().setHasText(words));
  }

  @Test
  void mutedAndFavouriteRoomsAreTheSameAfterAReload() {
    alice.createRoom("Choices", "");
    choose("Mute");
    assertThat(row(alice, "Choices")).hasClass(Pattern.compile("row--muted"));
    choose("Add to favourites");
    assertThat(heading("Favourites")).isVisible();
    alice.lookedAt("rail-sections");
    alice.page.reload();
    assertThat(heading("Favourites")).isVisible();
    assertThat(row(alice, "Choices")).hasClass(Pattern.compile("row--muted"));
    choose("Remove from favourites");
    choose("Unmute");
    assertThat(heading("Favourites")).hasCount(0);
    assertThat(row(alice, "Choices")).not().hasClass(Pattern.compile("row--muted"));
  }

  @Test
  void theQuickSwitcherGoesToRoomsAndPeople() {
    alice.createRoom("Robotics", "");
    alice.createRoom("Elsewhere", "");
    alice.page.keyboard().press("Control+k");
    var field = alice.page.locator("dialog [role=combobox]");
    assertThat(field).isFocused();
    assertThat(alice.page.locator("dialog [role=option]").first()).containsText("Robotics");
    alice.lookedAt("switcher");
    field.fill("#robo");
    assertThat(alice.page.locator("dialog [role=option]")).hasCount(1);
    field.press("Enter");
    assertThat(alice.page.locator(".head h1")).hasText("Robotics");

    alice.page.keyboard().press("Control+k");
    field.fill("@dar");
    assertThat(alice.page.locator("dialog [role=option]")).hasCount(1);
    field.press("Enter");
    assertThat(alice.page.locator(".head h1")).hasText("Darth");

    alice.page.keyboard().press("Control+k");
    field.fill("zzz");
    assertThat(alice.page.locator("dialog [role=option]"))
        .containsText("Search messages for “zzz”");
    field.fill("#zzz");
    assertThat(alice.page.locator("dialog")).containsText("Nothing found");
    field.press("Escape");
    alice.page.keyboard().press("Alt+ArrowDown");
    assertThat(alice.page.locator(".head h1")).not().hasText("Darth");
  }

  @Test
  void onAPhoneTheBrowsersHistoryLeadsFromThePanelToTheRoomToTheList() {
    alice.createRoom("History", "");
    alice.page.setViewportSize(390, 800);
    alice.page.navigate(server.uri("/").toString());
    row(alice, "History").click();
    assertThat(alice.page.locator(".head h1")).hasText("History");
    alice.page.locator(".head .badge").click();
    assertThat(alice.page.locator(".aside")).isVisible();
    alice.page.goBack();
    assertThat(alice.page.locator(".aside")).hasCount(0);
    assertThat(alice.page.locator(".head h1")).hasText("History");
    alice.page.goBack();
    assertThat(alice.page.locator(".rail")).isVisible();

    row(alice, "History").click();
    alice.page.locator(".head .badge").click();
    alice.page.locator(".aside__head button").click();
    assertThat(alice.page.locator(".aside")).hasCount(0);
    alice.page.locator(".head__back").click();
    assertThat(alice.page.locator(".rail")).isVisible();
    alice.page.goForward();
    assertThat(alice.page.locator(".head h1")).hasText("History");
    alice.page.setViewportSize(1440, 900);
  }
}
