package io.securechat.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Alice with a server that lies about her rooms, some of which Bob has created for her.
abstract class HostileListRig extends HostileRig {

  static final String OTHERS = "another room of Bob's ";

  /// Alice in another client, which accepts invitations.
  static ChatClient self;

  static int others;

  @BeforeAll
  static void alsoAlice() {
    self = ChatClient.at(server, "alice", "wonderland");
  }

  @AfterAll
  static void notAlice() {
    self.close();
  }

  // Alters frames and REST answers.

  /// One room, or every room, in frames that list rooms.
  static ObjectNode listing(ObjectNode frame, String room, Consumer<ObjectNode> change) {
    if (frame.path("type").asString().equals("joined")) {
      alter(frame.path("room"), room, change);
    }
    frame.path("rooms").forEach(summary -> alter(summary, room, change));
    return frame;
  }

  static void alter(JsonNode summary, String room, Consumer<ObjectNode> change) {
    if (room == null || summary.path("roomId").asString().equals(room)) {
      change.accept((ObjectNode) summary);
    }
  }

  /// A room that Alice has joined, and that no page of hers has opened.
  static String roomOfBob(RoomMode mode) {
    String fresh = bob.createRoom(mode, OTHERS + ++others, self);
    self.join(fresh);
    return fresh;
  }

  static ObjectNode summary(ChatClient member, String room) {
    var detail = (ObjectNode) member.api.get("/api/rooms/" + room).body();
    return detail.retain(
        List.of(
            "roomId",
            "name",
            "mode",
            "role",
            "members",
            "joinedPos",
            "lastPos",
            "lastAt",
            "readPos",
            "unread"));
  }

  static ArrayNode eventsOf(ChatClient member, String room) {
    return (ArrayNode) member.api.get("/api/rooms/" + room + "/events").body().path("entries");
  }

  void lists(String strange, ArrayNode events) {
    lists(strange, summary(bob, strange), events);
  }

  void lists(String strange, ObjectNode summary, ArrayNode events) {
    serve(strange, events);
    hostile.altersFrames(frame -> {
      if (frame.path("type").asString().equals("welcome")) {
        ((ArrayNode) frame.path("rooms")).add(summary);
      }
      return frame;
    });
    alice.page.reload();
    alice.atHome();
  }

  static void serve(String strange, ArrayNode events) {
    hostile.serves(
        "/api/rooms/" + strange + "/events.*after=0",
        Api.JSON.createObjectNode().set("entries", events));
    hostile.serves(
        "/api/rooms/" + strange + "/events",
        Api.JSON.createObjectNode().set("entries", Api.JSON.createArrayNode()));
  }

  static Locator row(String text) {
    return alice.page.locator("a.row", new Page.LocatorOptions().setHasText(text));
  }
}
