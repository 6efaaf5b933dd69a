package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Users change their own messages in place, and all members see the versions.
class EditTest {

  private static final String ROOM = "Editing";

  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland").createPrivateRoom(ROOM, "bob");
    bob = Person.at(server).signIn("bob", "the builder").accept(ROOM);
    alice.say("first").seesOnce("first");
    bob.sees("first");
    // So that the messages are seen at phone width.
    for (var person : new Person[] {alice, bob}) {
      person.page.locator(".head__people").click();
      assertThat(person.page.locator("sc-people")).hasCount(0);
    }
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  @BeforeEach
  void nobodyEdits() {
    assertThat(alice.page.locator(".edit")).hasCount(0);
  }

  private static Locator row(Person person, String text) {
    return person.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator box(Person person) {
    return person.page.locator(".edit textarea");
  }

  private static Locator composer(Person person) {
    return person.page.locator(".compose textarea");
  }

  @Test
  void theNewestIsChangedByArrowUpAndItsVersionsAreShownToAll() {
    alice.say("meet at **nine** sharp").seesOnce("meet at nine sharp");
    composer(alice).press("ArrowUp");
    assertThat(box(alice)).hasValue("meet at **nine** sharp");
    assertThat(box(alice)).isFocused();
    alice.lookedAt("edit-box");
    box(alice).fill("meet at **ten** sharp");
    box(alice).press("Enter");
    for (var person : new Person[] {alice, bob}) {
      person.seesOnce("meet at ten sharp").seesNot("nine");
      assertThat(row(person, "meet at ten sharp").locator("strong")).hasText("ten");
      row(person, "meet at ten sharp").locator(".edited").click();
      var versions = person.page.locator("dialog .versions > li");
      assertThat(versions).hasCount(2);
      assertThat(versions.first().locator("ins")).hasText("ten");
      assertThat(versions.first().locator("del")).hasText("nine");
      assertThat(versions.last()).containsText("meet at **nine** sharp");
      person.lookedAt("edit-history");
      person.page.keyboard().press("Escape");
    }
    alice.page.reload();
    alice.seesOnce("meet at ten sharp").seesNot("nine");
    assertThat(row(alice, "meet at ten sharp").locator(".edited")).isVisible();
  }

  @Test
  void aChangeIsNoMessageOfItsOwn() {
    alice.say("before").seesOnce("before");
    bob.seesOnce("before");
    int rows = bob.page.locator("li.message").count();
    edits("before", "after");
    bob.seesOnce("after");
    assertThat(bob.page.locator("li.message").count()).isEqualTo(rows);
  }

  private static void edits(String from, String to) {
    // By the focus, as rows move when others have seen one.
    row(alice, from).focus();
    row(alice, from)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Edit").setExact(true))
        .click();
    box(alice).fill(to);
    alice.button("Save").click();
    assertThat(box(alice)).hasCount(0);
  }

  @Test
  void escapeCancelsAndTheMessageHasTheFocusAgain() {
    alice.say("as it was").seesOnce("as it was");
    row(alice, "as it was").focus();
    alice.page.keyboard().press("e");
    box(alice).fill("something else");
    box(alice).press("Escape");
    alice.seesOnce("as it was").seesNot("something else");
    assertThat(row(alice, "as it was")).isFocused();
    assertThat(row(alice, "as it was").locator(".edited")).hasCount(0);
  }

  @Test
  void nothingCanBeSavedThatIsNoMessage() {
    alice.say("of some length").seesOnce("of some length");
    composer(alice).press("ArrowUp");
    box(alice).fill("   \n ");
    assertThat(alice.button("Save")).isDisabled();
    box(alice).press("Enter");
    box(alice).fill("x".repeat(16_001));
    assertThat(alice.button("Save")).isDisabled();
    assertThat(alice.page.locator(".edit")).containsText("Message too long");
    box(alice).press("Escape");
    alice.seesOnce("of some length");
  }

  @Test
  void messagesOfOthersCannotBeChanged() {
    bob.say("this is mine").seesOnce("this is mine");
    alice.seesOnce("this is mine");
    var row = row(alice, "this is mine");
    row.focus();
    alice.page.keyboard().press("e");
    assertThat(box(alice)).hasCount(0);
    row.hover();
    assertThat(row.locator(".message__bar")).isVisible();
    assertThat(row.getByText("Edit")).hasCount(0);
  }

  @Test
  void aDraftIsNotReplacedByArrowUp() {
    composer(alice).fill("half a thought");
    composer(alice).press("ArrowUp");
    assertThat(box(alice)).hasCount(0);
    assertThat(composer(alice)).hasValue("half a thought");
    composer(alice).fill("");
  }

  @Test
  void aChangeThatIsMadeOfflineIsSentOnceLater() {
    alice.say("no network").seesOnce("no network");
    alice.context().setOffline(true);
    assertThat(alice.page.locator(".banner")).isVisible();
    edits("no network", "with a network");
    alice.sees("with a network");
    assertThat(row(alice, "with a network")).containsText("Waiting for connection");
    alice.context().setOffline(false);
    bob.seesOnce("with a network");
    alice.seesOnce("with a network");
    row(alice, "with a network").locator(".edited").click();
    assertThat(alice.page.locator("dialog .versions > li")).hasCount(2);
    alice.page.keyboard().press("Escape");
  }
}
