package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A server that has always denied to Alice that Darth exists: the rooms' signed events name them,
/// so they are listed, counted and shown with the start of their id.
class HostileDenialTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient self;
  private static ChatClient bob;
  private static ChatClient darth;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    self = ChatClient.at(server, "alice", "wonderland");
    bob = ChatClient.at(server, "bob", "the builder");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server);
    new HostileServer(alice).denies(darth.user);
    alice.signIn("alice", "wonderland");
  }

  @AfterAll
  static void stop() {
    alice.close();
    self.close();
    bob.close();
    darth.close();
    server.close();
  }

  @Test
  void aMemberWhomTheServerDeniesIsListedAndCounted() {
    String room = bob.createRoom(RoomMode.END_TO_END, "Listed", self, darth);
    self.join(room);
    darth.join(room);
    bob.say(room, "all three of us");
    alice.openRoom("Listed").seesOnce("all three of us").sees(unknown() + " joined");
    var people = people();
    assertThat(people).hasCount(3);
    assertThat(people.filter(new Locator.FilterOptions().setHasText(unknown()))).hasCount(1);
    assertThat(alice.page.locator(".head__people")).hasText("3");
    assertThat(whoCanRead()).containsText("Only these 3 people.");
    assertThat(whoCanRead().locator("ul")).containsText(unknown());
    assertThat(whoCanRead().locator("tbody")).containsText(unknown());
    assertThat(whoCanRead().getByText(Pattern.compile("^, "))).hasCount(0);
    alice.lookedAt("who-unknown-person");
    whoCanRead().getByText("Compare…").last().click();
    assertThat(alice.page.locator("dialog[open] h2")).containsText("Compare with");
    alice.page.keyboard().press("Escape");
    alice.say("still here").seesOnce("still here");
    darth.hears(room, "still here");
  }

  @Test
  void whoWritesIsShownThoughTheServerDeniesThem() {
    String room = bob.createRoom(RoomMode.MANAGED, "Quoted", self, darth);
    self.join(room);
    darth.join(room);
    darth.say(room, "nobody knows my name");
    alice.openRoom("Quoted").seesOnce("nobody knows my name");
    var line =
        alice.page.locator(
            ".message--first", new Page.LocatorOptions().setHasText("nobody knows my name"));
    assertThat(line.locator(".who")).containsText(unknown());
    darth.say(room, "and live");
    alice.seesOnce("and live");
  }

  @Test
  void whoInvitesRemovesRenamesAndLeavesIsNamedAndNeverTheServerInTheirPlace() {
    String room = darth.createRoom(RoomMode.END_TO_END, "Theirs", self, bob);
    self.join(room);
    bob.join(room);
    darth.change(room, RoomEvent.REMOVED, bob.user, new byte[0]);
    darth.change(
        room,
        RoomEvent.RENAMED,
        RoomEvent.SERVER.value(),
        "Renamed".getBytes(StandardCharsets.UTF_8));
    darth.change(room, RoomEvent.ROLE, self.user, new byte[] {1});
    darth.change(room, RoomEvent.LEFT, darth.user, new byte[0]);
    alice.openRoom("Renamed").sees(unknown() + " created this room");
    alice.page.locator(".fold__btn").click();
    alice
        .sees(unknown() + " removed Bob")
        .sees(unknown() + " renamed the room to Renamed")
        .sees(unknown() + " left");
    assertThat(whoCanRead()).containsText("invited by " + unknown());
    assertThat(whoCanRead()).containsText("No longer, 2");
    assertThat(whoCanRead()).containsText("removed by " + unknown());
    assertThat(whoCanRead()).not().containsText("the server");
  }

  private static String unknown() {
    return "Unknown person " + darth.user.toString().substring(0, 8);
  }

  private static Locator people() {
    if (alice.page.locator("sc-people").count() == 0) {
      alice.page.locator(".head__people").click();
    }
    return alice.page.locator("sc-people .person");
  }

  private static Locator whoCanRead() {
    var panel = alice.page.locator("sc-who");
    if (panel.count() == 0) {
      alice.page.locator(".badge").click();
    }
    return panel;
  }
}
