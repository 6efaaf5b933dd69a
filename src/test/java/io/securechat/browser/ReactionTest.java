package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.client.ChatClient;
import io.securechat.client.Content;
import io.securechat.client.Contents;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users react to messages with emoji.
class ReactionTest {

  private static final long AT = 1_790_000_000_000L;

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static Contents contents;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Reactions", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    contents = new Contents(darth, room);
    // So that the messages are seen at phone width.
    alice.page.locator(".head__people").click();
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  private static Locator row(String text) {
    return alice.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  private static Locator reaction(String text, String emoji) {
    return row(text).locator(".reaction", new Locator.LocatorOptions().setHasText(emoji));
  }

  private static void add(String text) {
    row(text).hover();
    row(text)
        .locator(".message__bar")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add reaction"))
        .click();
    assertThat(alice.page.locator("dialog input[type=search]")).isFocused();
  }

  private static long reactions() {
    return darth.log(room).stream().filter(entry -> entry.path("quiet").asBoolean()).count();
  }

  @Test
  void anEmojiThatWasSearchedIsSeenByAllAndTakenBackByAnotherClick() {
    long pos = contents.say("who brings cake?");
    contents.say(new Content.React(contents.ref(pos), "👍", true, AT));
    assertThat(reaction("who brings cake?", "👍")).hasAttribute("aria-pressed", "false");
    long before = reactions();

    add("who brings cake?");
    alice.page.locator("dialog input[type=search]").fill("party pop");
    assertThat(alice.page.locator("dialog .emojis__one")).hasCount(1);
    alice.lookedAt("emoji-picker");
    alice.page.locator("dialog input[type=search]").press("Enter");
    assertThat(reaction("who brings cake?", "🎉")).hasAttribute("aria-pressed", "true");
    assertThat(alice.page.locator("dialog")).hasCount(0);

    reaction("who brings cake?", "👍").click();
    assertThat(reaction("who brings cake?", "👍")).containsText("2");
    alice.lookedAt("reactions");
    reaction("who brings cake?", "👍").click();
    assertThat(reaction("who brings cake?", "👍")).containsText("1");
    assertThat(reaction("who brings cake?", "👍")).containsText("Darth");

    alice.page.reload();
    assertThat(reaction("who brings cake?", "🎉")).hasAttribute("aria-pressed", "true");
    assertThat(reaction("who brings cake?", "👍")).hasAttribute("aria-pressed", "false");
    assertThat(reactions()).isEqualTo(before + 3);
    row("who brings cake?")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Who reacted"))
        .click();
    assertThat(alice.page.locator("dialog .reactors dt")).hasText(new String[] {"👍 1", "🎉 1"});
    assertThat(alice.page.locator("dialog .reactors dd")).hasText(new String[] {"Darth", "Alice"});
    alice.page.keyboard().press("Escape");
  }

  @Test
  void theGridIsOneStopForTabAndArrowsMoveWithinIt() {
    contents.say("by keyboard");
    alice.sees("by keyboard");
    row("by keyboard").focus();
    alice.page.keyboard().press("+");
    var all = alice.page.locator("dialog .emojis").last().locator("button");
    assertThat(all).hasCount(400);
    alice.page.locator("dialog input[type=search]").fill("heart");
    all.first().focus();
    alice.page.keyboard().press("ArrowRight");
    assertThat(all.nth(1)).isFocused();
    assertThat(alice.page.locator("dialog .emojis button[tabindex='0']")).hasCount(1);
    String chosen = all.nth(1).textContent().strip();
    alice.page.keyboard().press("Enter");
    assertThat(reaction("by keyboard", chosen)).hasAttribute("aria-pressed", "true");
  }

  @Test
  void aReactionOfflineIsShownAtOnceAndSentOnceLater() {
    contents.say("without a network");
    alice.sees("without a network");
    add("without a network");
    alice.context().setOffline(true);
    assertThat(alice.page.locator(".banner")).isVisible();
    alice.page.locator("dialog .emojis").first().locator("button").first().click();
    assertThat(alice.page.locator("li.message .reaction[aria-pressed=true]").last()).isVisible();
    long before = reactions();
    alice.context().setOffline(false);
    darth.frames.await(_ -> reactions() > before);
    assertThat(row("without a network").locator(".reaction")).hasCount(1);
    assertThat(reactions()).isEqualTo(before + 1);
  }
}
