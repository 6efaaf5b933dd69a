package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import io.securechat.testing.TestServer;
import org.junit.jupiter.api.Test;

/// An owner says what a room is about, and every member sees it.
class TopicTest {

  @Test
  void theTopicIsSetByOwnersAloneAndShownToAll() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      alice.createPrivateRoom("Topics", "bob");
      bob.accept("Topics");
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
  }
}
