package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies about names and invitations: known users keep their names, and an invitation
/// counts only as far as it is signed.
class HostileNamesTest extends HostileRig {

  @ParameterizedTest
  @ValueSource(strings = {"displayName", "username", "both"})
  void swappedNamesAreShownAsAChangeAndTheKnownNamesStay(String which) {
    arePinned();
    hostile.alters("/api/(users|rooms|me)", answer -> swapped(answer, which));
    hostile.altersFrames(frame -> swapped(frame, which));
    alice.page.reload();
    alice.atHome();
    assertThat(writerOf("morning alice")).hasText("Bob");
    assertThat(person("@bob").locator(".name")).hasText("Bob");
    var changed = alice.page.locator(".trouble[data-code=renamed]");
    assertThat(changed).hasCount(2);
    assertThat(changed.filter(new Locator.FilterOptions().setHasText("calls Bob @bob")))
        .containsText(which.equals("username") ? "Bob @darth" : "Darth");
    alice.lookedAt("renamed-" + which);
    hostile.isHonest();
    alice.page.reload();
    alice.atHome();
    assertThat(person("@bob").locator(".name")).hasText("Bob");
    assertThat(changed).hasCount(0);
  }

  @Test
  void aNewNameLikeThatOfAnotherIsShownOnceThePersonAcceptsIt() {
    arePinned();
    hostile.alters("/api/(users|rooms)", answer -> renamed(answer, "Bob", "D.Arth"));
    hostile.altersFrames(frame -> renamed(frame, "Bob", "D.Arth"));
    alice.page.reload();
    alice.atHome();
    alice.page.waitForResponse(
        HostileNamesTest::isPinsWritten, () -> alice.button("Use the new name").click());
    assertThat(writerOf("morning alice")).hasText("D.Arth");
    assertThat(alice.page.locator(".trouble")).hasCount(0);
    alice.page.reload();
    alice.atHome();
    assertThat(writerOf("morning alice")).hasText("D.Arth");
    assertThat(alice.page.locator(".trouble")).hasCount(0);
    hostile.isHonest();
    alice.page.reload();
    alice.atHome();
    assertThat(writerOf("morning alice")).hasText("Bob");
    person("@bob").locator(".person__open").click();
    alice.page.waitForResponse(
        HostileNamesTest::isPinsWritten,
        () -> alice.page.locator("dialog[open] [data-code=former] button").click());
    alice.page.keyboard().press("Escape");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "mode", "inviter"})
  void anInvitationThatDiffersFromItsSignedEventCannotBeAccepted(String which) {
    hostile.altersFrames(frame -> toldDifferently(frame, which));
    hostile.alters("/api/rooms$", answer -> toldDifferently(answer, which));
    String fresh = bob.createRoom("Signed name " + which);
    assertThat(bob.change(fresh, RoomEvent.INVITED, aliceUser(), open()).status()).isEqualTo(200);
    alice.open("/#/invitation/" + fresh);
    var card = alice.page.locator("section.card");
    assertThat(card.locator("[data-refusal=differs]")).isVisible();
    assertThat(card.locator("h2")).hasText("Signed name " + which);
    assertThat(card.locator(".name").first()).hasText("Bob");
    assertThat(card.getByText("Accept", new Locator.GetByTextOptions().setExact(true))).hasCount(0);
    alice.lookedAt("invitation-" + which);
    hostile.isHonest();
    alice.page.reload();
    alice.accept("Signed name " + which);
  }

  @Test
  void anInvitationThatNobodySignedCannotBeAccepted() {
    String fresh = bob.createRoom("Without her");
    hostile.altersFrames(frame -> invitedByTheServer(frame, fresh));
    hostile.alters(
        "/api/rooms/" + fresh + "/events",
        answer -> {
          answer.set(
              "entries", bob.api.get("/api/rooms/" + fresh + "/events").body().get("entries"));
          return answer;
        });
    alice.page.reload();
    alice.atHome();
    alice.open("/#/invitation/" + fresh);
    assertThat(alice.page.locator("[data-refusal=not-invited]"))
        .containsText("no member has signed an invitation for you");
    assertThat(alice.button("Accept")).hasCount(0);
    hostile.isHonest();
    alice.page.reload();
    alice.atHome();
  }

  @Test
  void anInvitationWhoseEventsDoNotHoldCannotBeAccepted() {
    String fresh = bob.createRoom("Torn");
    bob.change(
        fresh, RoomEvent.RENAMED, new UUID(0, 0), "Torn again".getBytes(StandardCharsets.UTF_8));
    hostile.alters(
        "/api/rooms/" + fresh + "/events",
        answer -> {
          ((tools.jackson.databind.node.ArrayNode) answer.get("entries")).remove(1);
          return answer;
        });
    bob.change(fresh, RoomEvent.INVITED, aliceUser(), open());
    alice.open("/#/invitation/" + fresh);
    assertThat(alice.page.locator("[data-refusal=broken]")).isVisible();
    assertThat(alice.button("Accept")).hasCount(0);
    hostile.isHonest();
    alice.page.reload();
    alice.accept("Torn again");
  }

  @Test
  void anInvitationByUserNameReachesItsPinnedOwner() {
    arePinned();
    alice.createPrivateRoom("Alone " + name, "");
    String alone = roomOf(alice);
    for (String as : new String[] {"bob", "somebody"}) {
      hostile.alters("/api/users/lookup", answer -> darthAs(as, answer));
      alice.button("Invite people").first().click();
      alice.page.locator("#names").fill("bob,");
      alice.button("Invite").click();
      assertThat(alice.page.locator(".result"))
          .hasAttribute("data-outcome", as.equals("bob") ? "somebody-else" : "unknown");
      alice.button("Done").click();
      assertThat(hostile.everythingSent()).doesNotContain("/api/rooms/" + alone + "/events");
    }
    hostile.isHonest();
    alice.invite("bob");
    assertThat(person("@bob")).containsText("by Alice");
  }

  @Test
  void aLinksTextDoesNotHideWhereItLeads() {
    bob.say(room, "[https://good.example](https://evil.example/x) and https://xn--80ak6aa92e.com");
    alice.sees("good.example");
    var hosts = alice.page.locator(".message__text .host");
    assertThat(hosts).hasCount(2);
    assertThat(hosts.first()).hasText("leads to evil.example");
    assertThat(hosts.last()).containsText("xn--80ak6aa92e.com");
    assertThat(alice.page.locator(".message__text a").first())
        .hasAttribute("rel", "noopener noreferrer");
    alice.lookedAt("links");
  }

  /// Waits until the page's pins are stored on the server.
  private static void arePinned() {
    alice.page.waitForFunction(
        "async () => JSON.stringify(await (await fetch('/api/me/pins')).json()).length > 200");
    alice.page.waitForTimeout(600);
  }

  private static boolean isPinsWritten(com.microsoft.playwright.Response answer) {
    return answer.url().endsWith("/api/me/pins") && answer.request().method().equals("PUT");
  }

  private static Locator writerOf(String text) {
    return alice
        .page
        .locator("li.message", new Page.LocatorOptions().setHasText(text))
        .last()
        .locator(".who .name");
  }

  private static Locator person(String handle) {
    return alice.page.locator(".aside .person", new Page.LocatorOptions().setHasText(handle));
  }

  private static ObjectNode swapped(ObjectNode answer, String which) {
    var swaps =
        switch (which) {
          case "displayName" -> Map.of("Bob", "Darth", "Darth", "Bob");
          case "username" -> Map.of("bob", "darth", "darth", "bob");
          default -> Map.of("Bob", "Darth", "Darth", "Bob", "bob", "darth", "darth", "bob");
        };
    return named(answer, name -> swaps.getOrDefault(name, name));
  }

  private static ObjectNode renamed(ObjectNode answer, String from, String to) {
    return named(answer, name -> name.equals(from) ? to : name);
  }

  private static ObjectNode named(ObjectNode answer, UnaryOperator<String> change) {
    var altered = answer.deepCopy();
    for (String field : new String[] {"displayName", "username"}) {
      for (JsonNode owner : altered.findParents(field)) {
        if (owner.get(field).isString()) {
          ((ObjectNode) owner).put(field, change.apply(owner.get(field).asString()));
        }
      }
    }
    return altered;
  }

  private static ObjectNode toldDifferently(ObjectNode told, String which) {
    var altered = told.deepCopy();
    for (JsonNode inviter : altered.findValues("invitedBy")) {
      if (which.equals("inviter") && inviter.isObject()) {
        ((ObjectNode) inviter)
            .put("userId", darth.user.toString())
            .put("username", "darth")
            .put("displayName", "Darth");
      }
    }
    for (JsonNode invitation : altered.findParents("prevEvent")) {
      if (which.equals("name")) {
        ((ObjectNode) invitation).put("name", "Team meeting");
      } else if (which.equals("mode")) {
        ((ObjectNode) invitation).put("mode", "end-to-end");
      }
    }
    return altered;
  }

  private static ObjectNode invitedByTheServer(ObjectNode frame, String room) {
    if (frame.path("type").asString().equals("welcome")) {
      var detail = bob.api.get("/api/rooms/" + room).body();
      frame.set(
          "invitations",
          Api.JSON.valueToTree(
              java.util.List.of(
                  Api.fields(
                      "roomId",
                      room,
                      "name",
                      "Without her",
                      "mode",
                      "managed",
                      "invitedBy",
                      Api.fields(
                          "userId", bob.user.toString(),
                          "username", "bob",
                          "displayName", "Bob"),
                      "at",
                      System.currentTimeMillis(),
                      "expires",
                      System.currentTimeMillis() + 1_000_000,
                      "prevEvent",
                      detail.path("prevEvent").asString(),
                      "members",
                      1))));
    }
    return frame;
  }

  private static ObjectNode darthAs(String username, ObjectNode answer) {
    var record = (ObjectNode) darth.api.get("/api/users/" + darth.user).body();
    answer.set("found", Api.JSON.createArrayNode().add(record.put("username", username)));
    answer.set("unknown", Api.JSON.createArrayNode());
    return answer;
  }

  private static byte[] open() {
    long expires = System.currentTimeMillis() + 3_600_000;
    return new ByteWriter().bytes(new byte[16]).u64(expires).done();
  }
}
