package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.client.ChatClient;
import io.securechat.client.Contents;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Replies in threads stand beside the room, under the message that they began with.
class ThreadTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static Contents contents;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Threads", "darth");
    var room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    contents = new Contents(darth, room);
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  @AfterEach
  void closeTheThread() {
    if (panel().isVisible()) {
      panel().getByLabel("Close").click();
    }
    assertThat(panel()).hasCount(0);
  }

  private static Locator panel() {
    return alice.page.locator(".thread");
  }

  private static Locator field() {
    return panel().locator(".compose textarea");
  }

  /// A row of the room at this position.
  private static Locator row(long pos) {
    return alice.page.locator("sc-timeline li[data-key=p" + pos + "]");
  }

  private static Locator replies() {
    return panel().locator("[role=log] .message__text");
  }

  private static long reply(String text, long root) {
    return replyTo(text, root, contents.ref(root).hash());
  }

  private static long replyTo(String text, long root, String hash) {
    return contents.post(
        "{\"t\":\"text\",\"b\":\""
            + text
            + "\",\"at\":1790000000000,\"th\":["
            + root
            + ",\""
            + hash
            + "\"]}",
        false);
  }

  @Test
  void aReplyInAThreadStandsUnderItsRootAndComesBackAfterAReload() {
    long root = contents.say("does the ticket desk work?");
    assertThat(row(root)).isVisible();
    row(root).focus();
    alice.page.keyboard().press("t");
    assertThat(field()).isFocused();
    assertThat(panel()).containsText("No replies yet");
    field().fill("half a reply");
    field().press("Escape");
    assertThat(panel()).hasCount(0);
    assertThat(row(root)).isFocused();
    alice.page.keyboard().press("t");
    assertThat(field()).hasValue("half a reply");
    field().fill("yes, with a toaster");
    field().press("Enter");
    assertThat(replies()).hasText(new String[] {"yes, with a toaster"});
    long other = reply("and the labels?", root);
    assertThat(replies()).hasCount(2);
    assertThat(row(root).locator(".thread-sum")).containsText("2 replies");
    assertThat(row(other)).hasCount(0);
    alice.lookedAt("thread");

    panel().locator("li[data-key=p" + other + "]").focus();
    alice.page.keyboard().press("r");
    assertThat(panel().locator(".reply-bar")).containsText("and the labels?");
    field().fill("those, too");
    field().press("Enter");
    assertThat(panel().locator("[role=log] li[data-key^=p]")).hasCount(3);
    alice.page.keyboard().press("ArrowUp");
    panel().locator("sc-edit textarea").fill("those as well");
    panel().locator("sc-edit textarea").press("Enter");
    assertThat(replies().last()).hasText("those as well");

    alice.page.reload();
    var summary = row(root).locator(".thread-sum");
    assertThat(summary).containsText("3 replies");
    summary.click();
    assertThat(replies().last()).hasText("those as well");
    assertThat(panel().locator(".quote")).containsText("and the labels?");
  }

  @Test
  void aReplyWhoseRootIsAnotherMessageStaysARowOfTheRoom() {
    long one = contents.say("the first of two roots");
    long two = contents.say("the second of two roots");
    long stray = replyTo("redirected", one, contents.ref(two).hash());
    assertThat(row(stray)).containsText("redirected");
    assertThat(row(one).locator(".thread-sum")).hasCount(0);
  }

  @Test
  void aReplyThatIsAlsoSentToTheRoomStandsInBoth() {
    long root = contents.say("who takes the minutes?");
    row(root).focus();
    alice.page.keyboard().press("t");
    panel().locator(".also input").check();
    field().fill("I do, this time");
    field().press("Enter");
    assertThat(replies()).hasText(new String[] {"I do, this time"});
    assertThat(panel().locator(".also input")).not().isChecked();
    var inRoom = alice.page.locator("sc-timeline li.message").last();
    assertThat(inRoom).containsText("I do, this time");
    assertThat(inRoom.locator(".quote")).containsText("who takes the minutes?");
    field().fill("only here");
    field().press("Enter");
    assertThat(replies()).hasCount(2);
    assertThat(row(root).locator(".thread-sum")).containsText("2 replies");
    assertThat(alice.page.locator("sc-timeline .log")).not().containsText("only here");
  }

  @Test
  void whatIsNewInAThreadIsSoAfterAReload() {
    long root = contents.say("is the van full?");
    assertThat(row(root)).isVisible();
    reply("nearly", root);
    assertThat(row(root).locator(".thread-sum--new")).hasCount(1);
    alice.page.reload();
    assertThat(row(root).locator(".thread-sum--new")).hasCount(1);
    row(root).locator(".thread-sum").click();
    assertThat(replies()).hasText(new String[] {"nearly"});
    alice.page.reload();
    assertThat(row(root).locator(".thread-sum")).containsText("1 reply");
    assertThat(row(root).locator(".thread-sum--new")).hasCount(0);
  }

  @Test
  void onAPhoneAThreadIsAPageThatBackLeaves() {
    long root = contents.say("who comes by train?");
    assertThat(row(root)).isVisible();
    alice.page.setViewportSize(320, 640);
    try {
      reply("two of us", root);
      var news = alice.page.locator(".thread-news");
      assertThat(news).hasText("New replies in a thread");
      news.click();
      assertThat(replies()).hasText(new String[] {"two of us"});
      assertThat(alice.page.locator("sc-thread h2")).isFocused();
      alice.isAccessible();
      alice.page.goBack();
      assertThat(panel()).hasCount(0);
      assertThat(row(root)).isFocused();
      assertThat(news).hasCount(0);
    } finally {
      alice.page.setViewportSize(1440, 900);
    }
  }
}
