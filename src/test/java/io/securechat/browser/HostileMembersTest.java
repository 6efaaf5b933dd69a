package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies, outside of the log, about who is in a room, who owns it, who is invited and
/// what is unread: the page lists only whom the room's signed events list.
class HostileMembersTest extends HostileRig {

  private static final String GHOST = UUID.randomUUID().toString();

  // Denied members.

  @Test
  void aMemberWhomTheServerDeniesIsListedByTheNameThatWasPinned() {
    darth.say(room, "you know me");
    alice.seesOnce("you know me");
    alice.page.evaluate("() => document.getElementById('app').session.trust.flush()");
    hostile.denies(darth.user);
    alice.page.reload();
    alice.atHome().seesOnce("you know me").sees("Darth joined");
    arePeople("Alice", "Bob", "Darth");
    assertThat(alice.page.locator(".head__people")).hasText("3");
    assertThat(whoCanRead()).containsText("Only these 3 people.");
    assertThat(whoCanRead()).containsText("Darth");
    alice.page.locator(".badge").click();
  }

  // Added members, and added rights.

  @Test
  void editedRowsOfMembersChangeNothing() {
    hostile.alters("/api/rooms/" + room + "$", HostileMembersTest::edited);
    hostile.alters("/api/rooms/" + room + "/members", HostileMembersTest::edited);
    alice.page.reload();
    alice.atHome().sees("morning alice");
    arePeople("Alice", "Bob", "Darth");
    assertThat(person("Alice").locator("[data-mark=owner]")).isVisible();
    assertThat(person("Darth").locator("[data-mark]")).hasCount(0);
    assertThat(alice.page.locator(".head__people")).hasText("3");
    assertThat(alice.page.locator("sc-people")).not().containsText("Invited");
    assertThat(alice.page.locator("sc-room")).not().containsText("Ghost");
    assertThat(alice.page.locator(".head h1")).hasText(name);
    assertThat(alice.page.locator("textarea")).hasAttribute("placeholder", "Message " + name);
    assertThat(alice.page.locator("textarea")).isEnabled();
    assertThat(whoCanRead()).containsText("Only these 3 people.");
    for (String member : List.of("Alice", "Bob", "Darth")) {
      assertThat(whoCanRead()).containsText(member);
    }
    assertThat(whoCanRead()).not().containsText("Ghost");
    alice.page.locator(".head__people").click();
    // What the user may do follows from their own role in the events.
    assertThat(alice.button("Rename room")).isVisible();
    alice.remove("Darth").sees("Alice removed Darth");
    arePeople("Alice", "Bob");
    assertThat(alice.page.locator(".head__people")).hasText("2");
  }

  private static ObjectNode edited(ObjectNode detail) {
    detail.put("role", "member").put("members", 99).put("name", "Ghost");
    var rows = (ArrayNode) detail.path("people");
    for (JsonNode row : rows) {
      boolean isAlice = row.path("username").asString().equals("alice");
      ((ObjectNode) row).put("role", isAlice ? "member" : "owner");
    }
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).path("username").asString().equals("bob")) {
        rows.remove(i);
      }
    }
    rows.add(ghost("role", "owner"));
    ((ArrayNode) detail.path("invited")).add(ghost("invitedBy", GHOST));
    return detail;
  }

  private static JsonNode ghost(String field, String value) {
    return Api.JSON.valueToTree(
        Api.fields(
            "userId",
            GHOST,
            "username",
            "ghost",
            "displayName",
            "Ghost",
            "identityId",
            UUID.randomUUID().toString(),
            "online",
            true,
            "joinedPos",
            1,
            "joinedAt",
            1,
            "at",
            1,
            "expires",
            Long.MAX_VALUE >> 11,
            field,
            value));
  }

  @Test
  void whoIsNoOwnerIsOfferedNothingThatOwnersDoThoughTheServerCallsThemOne() {
    String others = bob.createRoom("Bob's own", alsoAlice());
    alsoAlice.join(others);
    alsoAlice.close();
    hostile.altersFrames(frame -> {
      frame
          .path("rooms")
          .forEach(summary -> ((ObjectNode) summary).put("role", "owner").put("members", 42));
      return frame;
    });
    hostile.alters("/api/rooms/" + others + "$", detail -> detail.put("role", "owner"));
    alice.page.reload();
    alice.atHome().openRoom("Bob's own");
    arePeople("Alice", "Bob");
    assertThat(person("Bob").locator("[data-mark=owner]")).isVisible();
    assertThat(alice.button("Rename room")).hasCount(0);
    assertThat(alice.page.locator("[popovertarget^='menu-']")).hasCount(0);
    assertThat(alice.page.locator(".head__people")).hasText("2");
  }

  private ChatClient alsoAlice;

  private ChatClient alsoAlice() {
    alsoAlice = ChatClient.at(server, "alice", "wonderland");
    return alsoAlice;
  }

  @Test
  void anInvitationThatTheServerKeepsBackIsListedAndOneThatItMakesUpIsNot() {
    alice.remove("Darth").sees("Alice removed Darth");
    bob.invite(room, darth);
    alice.sees("Bob invited Darth");
    hostile.alters(
        "/api/rooms/" + room + "$",
        detail -> {
          ((ArrayNode) detail.path("invited")).removeAll();
          ((ArrayNode) detail.path("invited")).add(ghost("invitedBy", GHOST));
          return detail;
        });
    alice.page.reload();
    alice.atHome().sees("morning alice");
    var panel = alice.page.locator("sc-people");
    assertThat(panel).containsText("Invited, 1");
    assertThat(panel).containsText("by Bob");
    assertThat(person("Darth")).isVisible();
    assertThat(panel).not().containsText("Ghost");
    darth.change(room, RoomEvent.WITHDRAWN, darth.user, new byte[0]);
    assertThat(panel).not().containsText("Invited");
  }

  @Test
  void whoIsPresentIsShownAmongMembersAlone() {
    hostile.tells(
        Api.fields(
            "type",
            "person",
            "person",
            Api.JSON.treeToValue(ghost("role", "owner"), Object.class)));
    hostile.tells(
        Api.fields(
            "type",
            "presence",
            "changes",
            List.of(Api.fields("userId", GHOST, "online", true, "at", 1))));
    bob.say(room, "is somebody there");
    alice.seesOnce("is somebody there");
    arePeople("Alice", "Bob", "Darth");
    assertThat(alice.page.locator(".head__people")).hasText("3");
  }

  @Test
  void whoIsSuspendedIsListedAsSuchAndNotAmongThoseWhoRead() {
    hostile.inject(room, head() + 1, 3, byServer(RoomEvent.SUSPENDED, darth.user, new byte[0]));
    alice.sees("An admin suspended Darth");
    arePeople("Alice", "Bob", "Darth");
    assertThat(person("Darth").locator("[data-mark=suspended]")).isVisible();
    assertThat(whoCanRead()).containsText("Only these 2 people.");
    assertThat(whoCanRead()).containsText("Suspended, 1");
    alice.page.locator(".badge").click();
    alice.page.reload();
    alice.atHome();
  }

  // Unread messages, and the end of the log.

  @Test
  void inAnOpenRoomTheLogSaysWhatIsUnreadAndHowFarOneHasRead() {
    long head = head();
    hostile.altersFrames(frame -> {
      frame
          .path("rooms")
          .forEach(summary -> ((ObjectNode) summary).put("unread", 500).put("lastPos", head + 900));
      return frame;
    });
    alice.page.reload();
    alice.atHome().sees("morning alice");
    bob.say(room, "one more");
    alice.seesOnce("one more");
    assertThat(alice.page.locator("a.row[aria-current] .count")).hasCount(0);
    assertThat(alice.page).hasTitle(Pattern.compile("^(?!\\(5).*"));
    assertThat(hostile.everythingSent()).doesNotContain("\"pos\":" + (head + 900));
  }

  // What the page shows.

  private static Locator people() {
    return alice.page.locator("sc-people .person");
  }

  private static Locator person(String displayName) {
    return people().filter(new Locator.FilterOptions().setHasText(displayName));
  }

  private static void arePeople(String... names) {
    assertThat(alice.page.locator("sc-people")).isVisible();
    assertThat(people()).hasCount(names.length);
    for (String name : names) {
      assertThat(person(name)).hasCount(1);
    }
  }

  private static Locator whoCanRead() {
    var panel = alice.page.locator("sc-who");
    if (panel.count() == 0) {
      alice.page.locator(".badge").click();
    }
    return panel;
  }
}
