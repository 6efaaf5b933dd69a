package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a browser keeps of rooms: they open without the server, and nothing stays that is gone.
class HistoryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int MESSAGES = 620;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo", "--secure-chat.live.frames-per-second=1000");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"managed", "end-to-end"})
  void aPageBeginsWithoutTheServerAndSendsLater(String mode) {
    String room = "Kept " + mode;
    try (var alice = Person.at(server).signIn("alice", "wonderland");
        var bob = Person.at(server).signIn("bob", "the builder")) {
      create(alice, room, mode);
      bob.accept(room);
      bob.say("written before").seesOnce("written before");
      alice.seesOnce("written before").say("an answer").seesOnce("an answer");
      var line = Wire.of(alice.page);
      awaitKept(alice);

      line.cut();
      alice.page.reload();
      alice.sees("written before").sees("an answer").sees("Alice invited Darth");
      assertThat(alice.page.locator(".head h1")).hasText(room);
      assertThat(alice.page.locator(".trouble")).hasCount(0);
      assertThat(alice.page.locator(".me .sub")).hasText("Not connected");
      assertThat(alice.page.locator("sc-rail .av .on")).hasCount(0);
      alice.say("written offline").sees("written offline");
      alice.lookedAt("offline-start-" + mode);
      bob.say("meanwhile").seesOnce("meanwhile");

      line.mend();
      alice.seesOnce("meanwhile").seesOnce("written offline").seesOnce("an answer");
      bob.seesOnce("written offline");
    }
  }

  /// Nobody has looked at the room in this browser.
  @Test
  void earlierMessagesAreFetchedInTheBackground() {
    try (var bob = ChatClient.at(server, "bob", "the builder");
        var author = ChatClient.at(server, "darth", "maul")) {
      String room = author.createRoom(RoomMode.END_TO_END, "Long ago", bob);
      bob.join(room);
      for (int i = 1; i <= MESSAGES; i++) {
        author.say(room, "number " + i + ".");
      }
      try (var reader = Person.at(server).signIn("bob", "the builder")) {
        reader.page.locator("a.row", new Page.LocatorOptions().setHasText("Long ago")).waitFor();
        await().atMost(PATIENCE).until(() -> Kept.firstOf(reader, room) == 1);
        var line = wireWithoutRoom(reader);
        line.cut();
        reader.page.reload();
        reader.openRoom("Long ago").sees("number " + MESSAGES + ".");
        for (int i = 0;
            i < MESSAGES && !reader.page.locator(".log").innerText().contains("number 1.");
            i++) {
          reader.page.locator(".scroll").evaluate("scroll => scroll.scrollTop = 0");
          reader.page.waitForTimeout(100);
        }
        reader.sees("number 1.");
        assertThat(reader.page.locator(".trouble")).hasCount(0);
      }
    }
  }

  private static Wire wireWithoutRoom(Person person) {
    person.openRoom("Long ago");
    var line = Wire.of(person.page);
    person.open("/").atHome();
    return line;
  }

  @Test
  void whatIsGoneFromARoomIsGoneFromTheBrowser() {
    try (var alice = Person.at(server).signIn("alice", "wonderland")) {
      alice.createRoom("Forgetful", "").say("to be deleted").seesOnce("to be deleted");
      String room = HostileRig.roomOf(alice);
      await().atMost(PATIENCE).until(() -> Kept.bytesOf(alice, room).size() == 1);
      alice
          .act(
              alice.page.locator(
                  "li.message", new Page.LocatorOptions().setHasText("to be deleted")),
              "Delete…")
          .confirm("Delete");
      await().atMost(PATIENCE).until(() -> Kept.bytesOf(alice, room).isEmpty());
      alice.page.reload();
      alice.atHome().seesNot("to be deleted");

      alice.createRoom("Left behind", "");
      String left = HostileRig.roomOf(alice);
      await().atMost(PATIENCE).until(() -> !Kept.rows(alice, left).isEmpty());
      alice.say("/leave").confirm("Leave");
      await().atMost(PATIENCE).until(() -> Kept.rows(alice, left).isEmpty());
      assertThat(Kept.rows(alice, room)).isNotEmpty();

      alice.menu("Sign out");
      alice.page.waitForURL("**/login**");
      assertThat(Kept.rows(alice, "")).isEmpty();
    }
  }

  private static void create(Person person, String room, String mode) {
    if (mode.equals("managed")) {
      person.createRoom(room, "bob,darth");
    } else {
      person.createPrivateRoom(room, "bob,darth");
    }
  }

  /// Until what the page shows is on disk.
  private static void awaitKept(Person person) {
    String room = HostileRig.roomOf(person);
    await().atMost(PATIENCE).until(() -> Kept.bytesOf(person, room).size() >= 2);
    await().atMost(PATIENCE).until(() -> Kept.rows(person, "answers/welcome").size() == 1);
  }
}
