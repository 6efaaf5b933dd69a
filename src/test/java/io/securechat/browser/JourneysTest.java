package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.util.HashSet;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What users do with the page, each with a browser of their own.
class JourneysTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    // A test posts faster than users do.
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=1000");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Person alice() {
    return Person.at(server).signIn("alice", "wonderland");
  }

  private static Person bob() {
    return Person.at(server).signIn("bob", "the builder");
  }

  private static Person darth() {
    return Person.at(server).signIn("darth", "maul");
  }

  @Test
  void twoPeopleMeetAndTalkBothWays() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createRoom("Talk", "bob, nobody-here");
      bob.accept("Talk").say("Hello **alice**");
      alice.sees("Bob joined").sees("Hello alice").say("Hello bob");
      bob.seesOnce("Hello bob");
      assertThat(bob.page.locator(".message__text strong")).hasText("alice");
    }
  }

  @Test
  void unknownNamesAreReportedAndTheRestInvited() {
    try (var alice = alice();
        var bob = bob()) {
      alice.button("New room").first().click();
      alice.page.locator("#room-name").fill("Names");
      alice.page.locator("#names").fill("bob, bobb, darth");
      alice.button("Create room").click();
      var results = alice.page.locator(".results");
      assertThat(results).containsText("Invited · online");
      assertThat(results).containsText("Invited · offline");
      assertThat(results).containsText("Not found. Check the spelling");
      alice.button("Done").click();
      bob.button("Decline").click();
      alice.sees("Bob declined the invitation");
    }
  }

  @Test
  void removedMembersReceiveNothingMoreAndNewOnesReadNothingFromBefore() {
    try (var alice = alice();
        var bob = bob();
        var darth = darth()) {
      alice.createRoom("Doors", "bob").say("before bob");
      alice.seesOnce("before bob");
      bob.accept("Doors").sees("Sent before you joined").seesNot("before bob");
      alice.say("bob may read this");
      bob.sees("bob may read this");
      alice.page.getByLabel("Actions for Bob").click();
      alice.page.getByText("Remove from room…").locator("visible=true").click();
      alice.confirm("Remove").sees("Alice removed Bob");
      assertThat(bob.page.locator(".toast").last()).containsText("no longer a member of Doors");
      alice.say("bob must not read this").seesOnce("bob must not read this");
      assertThat(bob.page.locator("a.row", new Page.LocatorOptions().setHasText("Doors")))
          .hasCount(0);
      alice.button("Invite people").first().click();
      alice.page.locator("#names").fill("darth");
      alice.page.locator("#names").press("Enter");
      alice.button("Invite").click();
      alice.button("Done").click();
      darth.accept("Doors").sees("Sent before you joined").seesNot("must not read");
    }
  }

  @Test
  void anotherBrowserReadsEverythingWithThePasswordAlone() {
    try (var alice = alice()) {
      alice.createRoom("Memory", "").say("remember this").seesOnce("remember this");
      try (var elsewhere = alice()) {
        elsewhere.openRoom("Memory").seesOnce("remember this");
      }
    }
  }

  @Test
  void theKeyboardAloneMovesCopiesAndShowsWhatTheServerSees() {
    try (var alice = alice()) {
      alice.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      alice.createRoom("Keys alone", "").say("one").seesOnce("one").say("two").seesOnce("two");
      var keyboard = alice.page.keyboard();
      alice.page.locator(".scroll").focus();
      keyboard.press("ArrowUp");
      keyboard.press("ArrowUp");
      keyboard.press("c");
      assertThat(alice.page.locator(".toast").last()).containsText("Copied.");
      Assertions.assertThat(alice.page.evaluate("navigator.clipboard.readText()")).isEqualTo("one");
      keyboard.press("s");
      var dialog = alice.page.locator("dialog[open]");
      assertThat(dialog).containsText("What the server sees");
      assertThat(dialog.locator(".sees__text")).hasText("one");
      keyboard.press("Escape");
      assertThat(dialog).hasCount(0);
      assertThat(alice.page.locator("li.message", new Page.LocatorOptions().setHasText("one")))
          .isFocused();
      keyboard.press("ArrowDown");
      keyboard.press("s");
      assertThat(dialog.locator(".sees__text")).hasText("two");
      keyboard.press("Escape");
      keyboard.press("?");
      assertThat(dialog).containsText("on a message: copy it");
      alice.picture("keyboard");
    }
  }

  @Test
  void twoTabsShowTheSameAndCountAsOne() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createRoom("Tabs", "bob");
      bob.accept("Tabs");
      Page second = alice.tab("/" + alice.page.url().substring(alice.page.url().indexOf('#')));
      assertThat(second.locator(".head h1")).hasText("Tabs");
      alice.say("from the first tab");
      assertThat(second.locator(".log")).containsText("from the first tab");
      second.locator("textarea").fill("from the second");
      second.locator("textarea").press("Enter");
      alice.sees("from the second");
      bob.seesOnce("from the second").seesOnce("from the first tab");
      second.close();
      assertThat(bob.page.locator(".aside")).containsText("Online, 2");
    }
  }

  @Test
  void leavingIsSeenByTheOthers() {
    try (var alice = alice();
        var bob = bob()) {
      alice.createRoom("Leaving", "bob");
      bob.accept("Leaving");
      bob.button("Leave room").click();
      bob.confirm("Leave");
      alice.sees("Bob left");
      assertThat(bob.page.locator("a.row", new Page.LocatorOptions().setHasText("Leaving")))
          .hasCount(0);
    }
  }

  @Test
  void whatWasNotSentSurvivesAReloadAndIsSentOnce() {
    try (var alice = alice()) {
      alice.createRoom("Outbox", "").say("first").seesOnce("first");
      // The page loses its connection, and stays offline while the message is written.
      alice.context().setOffline(true);
      alice.page.evaluate("() => dispatchEvent(new Event('offline'))");
      alice.say("written offline").sees("written offline");
      alice.context().setOffline(false);
      alice.page.reload();
      alice.atHome().seesOnce("written offline");
    }
  }

  @Test
  void bothTabsOfASignedOutBrowserLeave() {
    try (var alice = alice()) {
      Page second = alice.tab("/");
      assertThat(second.locator(".me .sub")).hasText("Online");
      alice.menu("Sign out").page.waitForURL("**/login");
      second.waitForURL("**/login");
      assertThat(second.locator("#why")).isVisible();
    }
  }

  @Test
  void aLiveSessionWithoutKeysAsksForThePassword() {
    try (var bob = bob()) {
      bob.page.evaluate(
          "async () => { for (const d of await indexedDB.databases())"
              + " indexedDB.deleteDatabase(d.name); }");
      bob.page.reload();
      bob.page.waitForURL("**/unlock");
      bob.picture("unlock").isAccessible();
      bob.page.locator("#password").fill("wrong");
      bob.button(Words.text("unlock.go")).click();
      assertThat(bob.page.locator("#password-fault")).containsText("Wrong");
      bob.page.locator("#password").fill("the builder");
      bob.button(Words.text("unlock.go")).click();
      bob.atHome();
    }
  }

  @Test
  void historyLoadsAsOneScrollsUpAndKeepsItsPlace() {
    try (var writer = ChatClient.at(server, "darth", "maul");
        var alice = Person.at(server).keepingNothing().signIn("alice", "wonderland")) {
      alice.createRoom("Long", "darth");
      String room = roomOf(alice);
      writer.join(room);
      for (int i = 0; i < 150; i++) {
        writer.say(room, "line number " + i + ".");
      }
      // The newest message is the reader's own, which must not scroll the page down.
      alice.say("mine is the newest").seesOnce("mine is the newest");
      alice.page.reload();
      alice.atHome().sees("mine is the newest").seesNot("line number 20.");
      var scroll = alice.page.locator(".scroll");
      for (int i = 0; i < 400 && alice.page.getByText("line number 0.").count() == 0; i++) {
        scroll.hover();
        alice.page.mouse().wheel(0, -1500);
        alice.page.evaluate("() => new Promise(requestAnimationFrame)");
      }
      alice.sees("line number 0.").sees("Alice created this room");
      // The reader's position does not jump to the end while older messages load.
      assertThat(alice.page.locator(".pill")).isVisible();
      writer.say(room, "something new");
      assertThat(alice.page.locator(".pill")).containsText("1 new message");
      var tab = alice.page.context().newPage();
      tab.navigate(alice.page.url());
      assertThat(tab.locator(".log").getByText("something new")).isVisible();
      tab.locator("textarea").fill("from my other tab");
      tab.keyboard().press("Enter");
      assertThat(alice.page.locator(".pill")).containsText("2 new messages");
      tab.close();
      alice.page.locator(".pill").click();
      assertThat(alice.page.locator(".log").getByText("something new")).isInViewport();
    }
  }

  @Test
  void aPageThatStaysInABusyRoomDrawsOnlyWhatIsNear() {
    try (var writer = ChatClient.at(server, "darth", "maul");
        var alice = alice()) {
      alice.createRoom("Busy", "darth");
      String room = roomOf(alice);
      writer.join(room);
      for (int i = 0; i < 310; i++) {
        writer.say(room, "line number " + i + ".");
      }
      alice.sees("line number 309.");
      var lines = alice.page.locator(".message__text");
      var seen = new HashSet<String>();
      alice.seesNot("line number 0.");
      for (int i = 0; i < 400 && alice.page.getByText("line number 0.").count() == 0; i++) {
        Assertions.assertThat(lines.count()).isLessThanOrEqualTo(200);
        seen.addAll(lines.allInnerTexts());
        alice.page.locator(".scroll").hover();
        alice.page.mouse().wheel(0, -1500);
        alice.page.evaluate("() => new Promise(requestAnimationFrame)");
      }
      seen.addAll(lines.allInnerTexts());
      Assertions.assertThat(seen).hasSize(310);
      Assertions.assertThat(lines.count()).isLessThanOrEqualTo(200);
      alice.seesNot("line number 309.");
      alice.page.locator(".pill").click();
      alice.sees("line number 309.").seesNot("line number 0.");
    }
  }

  private static String roomOf(Person person) {
    return person.page.url().substring(person.page.url().lastIndexOf('/') + 1);
  }

  @Test
  void unreadCountsAgreeBetweenOnesOwnBrowsers() {
    try (var writer = ChatClient.at(server, "darth", "maul");
        var alice = alice();
        var elsewhere = alice()) {
      alice.createRoom("Counted", "darth");
      String room = roomOf(alice);
      writer.join(room);
      alice.createRoom("Other", "");
      writer.say(room, "one");
      writer.say(room, "two");
      var here = alice.page.locator("a.row", new Page.LocatorOptions().setHasText("Counted"));
      var there = elsewhere.page.locator("a.row", new Page.LocatorOptions().setHasText("Counted"));
      assertThat(here.locator(".count")).hasText("2");
      assertThat(there.locator(".count")).hasText("2");
      elsewhere.openRoom("Counted").sees("two");
      assertThat(elsewhere.page.locator(".day--new")).isVisible();
      assertThat(here.locator(".count")).hasCount(0);
    }
  }

  @Test
  void whatTheServerSeesIsShownForEachLine() {
    try (var alice = alice()) {
      alice.createRoom("Glass", "").say("a secret plan").seesOnce("a secret plan");
      alice.act(alice.page.locator(".message"), "What the server sees");
      var dialog = alice.page.locator("dialog[open]");
      assertThat(dialog.locator(".sees__bytes")).containsText("U0MxTQ");
      assertThat(dialog).containsText("It can’t");
      alice.isAccessible().picture("server-sees");
    }
  }
}
