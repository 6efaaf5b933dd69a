package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.SettingsFields;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users see who is typing and who has seen their newest message.
class LiveTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=1000");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Live", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    alice.page.locator(".head__people").click();
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  private static Locator typing() {
    return alice.page.locator(".typing");
  }

  @Test
  void typingIsShownUnderTheComposerWithoutMovingAnythingUntilTheMessageComes() {
    var box = alice.page.locator(".compose");
    double before = box.boundingBox().height;
    darth.frames.send(fields("type", "typing", "roomId", room));
    assertThat(typing()).hasText("Darth is typing…");
    assertThat(box.boundingBox().height).isEqualTo(before);
    assertThat(alice.page.locator("sc-typing [role=status]")).hasText("Darth is typing…");
    alice.lookedAt("typing");
    darth.say(room, "here it is");
    alice.sees("here it is");
    assertThat(typing()).hasCount(0);
  }

  @Test
  void typingOfOnesOwnIsToldToOthersAndNotToOnesOtherPage() {
    darth.frames.send(fields("type", "watch", "roomId", room));
    var other = alice.context().newPage();
    other.navigate(alice.page.url());
    assertThat(other.locator("textarea").first()).isEnabled();
    alice.page.bringToFront();
    alice.page.locator(".compose textarea").pressSequentially("hm");
    darth.frames.await(frame ->
        frame.path("type").asString().equals("typing")
            && !frame.path("userIds").path(0).asString().equals(darth.user.toString()));
    assertThat(other.locator(".typing")).hasCount(0);
    other.close();
    alice.page.locator(".compose textarea").fill("");
  }

  @Test
  void theNewestMessageThatSomebodyHasSeenSaysByWhomAndWhen() {
    alice.say("look at this");
    // Once it has its position.
    alice.seesOnce("look at this");
    long pos = darth.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
    darth.frames.send(fields("type", "read", "roomId", room, "pos", pos));
    var receipt = alice.page.locator(".receipt");
    assertThat(receipt).hasCount(1);
    assertThat(receipt).containsText("Seen by 1");
    assertThat(
            alice.page.locator(
                "li.message + li.receipt", new Page.LocatorOptions().setHasText("Seen by 1")))
        .hasCount(1);
    alice.lookedAt("receipt");
    receipt.locator("button").click();
    assertThat(alice.page.locator("dialog .who-list li")).containsText("Darth");
    assertThat(alice.page.locator("dialog .who-list time")).not().hasText("Time not known");
    alice.page.keyboard().press("Escape");
    alice.page.reload();
    assertThat(receipt).containsText("Seen by 1");
  }

  private static double top(String text) {
    return alice
        .page
        .locator("li.message", new Page.LocatorOptions().setHasText(text))
        .boundingBox()
        .y;
  }

  private static void readAll() {
    long pos = darth.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
    darth.frames.send(fields("type", "read", "roomId", room, "pos", pos));
  }

  @Test
  void nothingMovesWhenAMessageHasBeenSeenAndWhoKeepsItToThemselvesIsGoneAtOnce() {
    alice.say("first of two").seesOnce("first of two");
    readAll();
    var receipt = alice.page.locator(".receipt");
    assertThat(alice.page.locator("li:has-text('first of two') + .receipt")).hasCount(1);
    alice.say("second of two").seesOnce("second of two");
    assertThat(alice.page.locator(".receipt--narrow")).hasCount(1);
    double[] before = {top("first of two"), top("second of two")};
    readAll();
    assertThat(alice.page.locator("li:has-text('second of two') + .receipt")).hasCount(1);
    assertThat(new double[] {top("first of two"), top("second of two")}).isEqualTo(before);
    receipts(false);
    assertThat(receipt).hasCount(0);
    assertThat(new double[] {top("first of two"), top("second of two")}).isEqualTo(before);
    receipts(true);
    assertThat(receipt).containsText("Seen by 1");
  }

  private static void receipts(boolean shared) {
    var settings = SettingsFields.defaults();
    settings.put("receipts", shared);
    assertThat(darth.api.put("/api/me/settings", settings).status()).isEqualTo(204);
  }

  private static Locator unread(Person who) {
    return who.page
        .locator(".rail a.row", new Page.LocatorOptions().setHasText("Live"))
        .locator(".count");
  }

  @Test
  void whatIsMarkedAsUnreadIsSoInEachBrowserUntilAllIsMarkedAsRead() {
    darth.say(room, "first of three");
    darth.say(room, "second of three");
    darth.say(room, "third of three");
    alice.sees("third of three");
    try (var elsewhere = Person.at(server).signIn("alice", "wonderland")) {
      assertThat(unread(elsewhere)).hasCount(0);
      alice.page.bringToFront();
      alice
          .page
          .locator("li.message", new Page.LocatorOptions().setHasText("second of three"))
          .focus();
      alice.page.keyboard().press("u");
      assertThat(unread(alice)).hasText("2");
      assertThat(unread(elsewhere)).hasText("2");
      assertThat(alice.page.locator(".day--new")).hasCount(1);
      alice.lookedAt("marked-unread");
      elsewhere.page.locator(".me").click();
      elsewhere.page.getByText("Mark all as read").click();
      assertThat(unread(elsewhere)).hasCount(0);
      assertThat(unread(alice)).hasCount(0);
      assertThat(alice.page.locator(".day--new")).hasCount(1);
    }
  }

  @Test
  void aJumpGoesToTheFirstUnreadMessageAndLoadsHistoryOnTheWay() {
    alice.page.evaluate("location.hash = ''");
    assertThat(alice.page.locator("sc-timeline")).hasCount(0);
    darth.say(room, "where it began");
    for (int i = 0; i < 150; i++) {
      darth.say(room, "more of it " + i);
    }
    alice.page.reload();
    alice.openRoom("Live").sees("more of it 149");
    var jump = alice.page.locator(".tojump");
    assertThat(jump).containsText("Jump to unread");
    alice.lookedAt("jump-to-unread");
    jump.locator(".tojump__go").click();
    var first =
        alice.page.locator("li.message", new Page.LocatorOptions().setHasText("where it began"));
    assertThat(first).isFocused();
    assertThat(alice.page.locator(".day--new")).isInViewport();
    assertThat(jump).hasCount(0);
    alice.page.locator(".pill").click();
    alice.sees("more of it 149");
    assertThat(jump).hasCount(0);
  }
}
