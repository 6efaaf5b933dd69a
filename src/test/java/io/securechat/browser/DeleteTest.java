package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users delete their own messages for everyone, and an owner those of others.
class DeleteTest {

  private static final String ROOM = "Deleting";
  private static final double PATIENCE = 20_000;

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

  private static Locator row(Person person, String text) {
    return person.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator gone(Person person, String words) {
    return person.page.locator(".gone", new Page.LocatorOptions().setHasText(words));
  }

  private static void seesGone(Person person, String words, int count) {
    assertThat(gone(person, words))
        .hasCount(
            count,
            new com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions()
                .setTimeout(PATIENCE));
  }

  private static void press(Person person, String text, String key) {
    row(person, text).focus();
    person.page.keyboard().press(key);
  }

  private static void edit(Person person, String from, String to) {
    press(person, from, "e");
    person.page.locator(".edit textarea").fill(to);
    person.button("Save").click();
    person.seesOnce(to);
  }

  @Test
  void deletedMessagesGoForEveryoneAndCanBeKeptForSixSeconds() {
    int others = gone(alice, "Message deleted").count();
    int bobs = gone(bob, "You deleted this message").count();
    alice.say("the secret plan").seesOnce("the secret plan");
    edit(alice, "the secret plan", "the secret plan, changed");
    alice.say("kept after all").seesOnce("kept after all");
    bob.say("noise by bob").seesOnce("noise by bob");
    bob.say("my own words").seesOnce("my own words");
    alice.seesOnce("noise by bob").seesOnce("my own words");

    // Only an owner may delete what others wrote.
    press(bob, "the secret plan, changed", "Delete");
    assertThat(bob.page.locator("dialog[open]")).hasCount(0);

    press(alice, "kept after all", "Delete");
    alice.lookedAt("delete-asks");
    alice.confirm("Delete");
    alice.page.locator(".toast").getByText("Undo").click();
    alice.seesOnce("kept after all");

    press(alice, "the secret plan, changed", "Delete");
    alice.confirm("Delete");
    alice.seesNot("the secret plan");
    // Nobody else loses anything before the time is over.
    bob.sees("the secret plan, changed");
    assertThat(alice.page.locator(".message .gone + .link")).hasText("Undo");
    alice.lookedAt("delete-undo");
    alice.act(row(alice, "noise by bob"), "Delete…");
    alice.confirm("Delete");
    press(bob, "my own words", "Delete");
    bob.confirm("Delete");

    seesGone(bob, "Alice (owner) deleted this message", 1);
    seesGone(bob, "You deleted this message", bobs + 1);
    seesGone(bob, "Message deleted", 1);
    seesGone(alice, "You deleted this message", 1);
    for (var person : new Person[] {alice, bob}) {
      person.seesNot("the secret plan").seesNot("noise by bob").seesNot("my own words");
      person.lookedAt("deleted");
      person.page.reload();
      person.seesOnce("kept after all").seesNot("secret plan").seesNot("noise by bob");
      assertThat(person.page.locator(".trouble, [data-code=withheld]")).hasCount(0);
    }
    seesGone(bob, "Alice (owner) deleted this message", 1);
    seesGone(alice, "Message deleted", others + 1);
    assertThat(Stored.in(alice)).doesNotContain("secret plan");
  }

  @Test
  void aPageThatIsClosedDeletesWhatWasConfirmedWhenItIsOpenedAgain() {
    bob.say("deleted while closing").seesOnce("deleted while closing");
    alice.seesOnce("deleted while closing");
    int before = gone(alice, "Message deleted").count();
    press(bob, "deleted while closing", "Delete");
    bob.confirm("Delete");
    assertThat(bob.page.locator(".gone + .link")).hasText("Undo");
    bob.page.reload();
    seesGone(alice, "Message deleted", before + 1);
    alice.seesNot("deleted while closing");
    bob.seesNot("deleted while closing");
  }
}
