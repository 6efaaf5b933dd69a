package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What an owner decides about a room: what it is about, and who may write and invite.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicTest {

  private TestServer server;
  private Person alice;
  private Person bob;

  @BeforeAll
  void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    bob = Person.at(server).signIn("bob", "the builder");
    alice.createPrivateRoom("News", "bob");
    bob.accept("News");
  }

  @AfterAll
  void stop() {
    bob.close();
    alice.close();
    server.close();
  }

  @Test
  void theTopicIsSetByOwnersAloneAndShownToAll() {
    alice.page.locator(".head__more").click();
    alice.button("Change topic…").click();
    alice.page.locator("#topic").fill("Who brings the cake?");
    alice.button("Save").click();
    for (var person : new Person[] {alice, bob}) {
      assertThat(person.page.locator(".topic")).containsText("Who brings the cake?");
      person.sees("Alice changed the topic to “Who brings the cake?”.");
    }
    bob.page.locator(".head__more").click();
    assertThat(bob.page.getByText("Change topic…")).hasCount(0);
    bob.page.keyboard().press("Escape");
    alice.lookedAt("topic");
    bob.page.reload();
    assertThat(bob.page.locator(".topic")).containsText("Who brings the cake?");
  }

  @Test
  void whereOnlyOwnersWriteOthersReadAndReact() {
    bob.say("Hello, all");
    alice.sees("Hello, all");
    alice.page.locator(".head__more").click();
    alice.button("Who can write and invite…").click();
    alice.page.locator("#owners-write").check();
    alice.page.locator("#owners-invite").check();
    alice.isAccessible().picture("policy-dialog");
    alice.button("Save").click();
    for (var person : new Person[] {alice, bob}) {
      person.sees("Alice changed the room: only owners can write and invite people now.");
    }
    assertThat(bob.page.locator(".readonly")).hasText("Only owners can write in this room.");
    assertThat(bob.page.locator("sc-composer")).hasCount(0);
    assertThat(bob.page.locator("header.head").getByLabel("Invite people")).hasCount(0);
    bob.lookedAt("policy");
    refusesWhatAnotherProgramSends();
    alice.say("/topic News of the house");
    assertThat(alice.page.locator("#topic")).hasValue("News of the house");
    alice.button("Save").click();
    assertThat(bob.page.locator(".topic")).containsText("News of the house");
    alice.say("The heating is fixed");
    bob.sees("The heating is fixed");
  }

  /// A page that does not know the rule: the message fails with the reason, and can be copied or
  /// dropped.
  private void refusesWhatAnotherProgramSends() {
    bob.page.evaluate("document.querySelector('sc-room').room.send('I write all the same')");
    var failed = bob.page.locator(".failed");
    assertThat(failed).containsText("Only owners can write in this room.");
    assertThat(failed.getByText("Copy text")).isVisible();
    failed.getByText("Delete").click();
    assertThat(failed).hasCount(0);
    assertThat(alice.page.getByText("I write all the same")).hasCount(0);
  }
}
