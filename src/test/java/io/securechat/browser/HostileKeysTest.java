package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.Keys;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import io.securechat.testing.Words;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies about keys, vaults and pins: for each lie, what the browser shows, and that
/// it sends nothing more.
class HostileKeysTest extends HostileRig {

  @Test
  void anotherKeyInPlaceOfAMembersIsRefused() {
    String bobs = bob.actor().identity().toString();
    String darths = darth.actor().identity().toString();
    byte[] foreign =
        ChatClient.bytes(bob.api.get("/api/identities/" + darths).body().path("record"));
    try (var again = Person.at(server)) {
      var between = new HostileServer(again);
      between.alters(
          "/api/identities/lookup",
          answer -> {
            answer
                .path("identities")
                .forEach(shown -> {
                  if (shown.path("identityId").asString().equals(bobs)) {
                    ((ObjectNode) shown).put("record", Base64Text.of(foreign));
                  }
                });
            return answer;
          });
      again.signIn("alice", "wonderland").openRoom(name);
      assertThat(again.page.locator(".trouble[data-code=signature]")).isVisible();
      again.say(SECRET_PLAN);
      assertThat(again.page.locator(".message--waiting")).containsText("On hold");
      assertThat(between.handedOver(room)).isZero();
    }
  }

  @Test
  void aWorthlessGrantDoesNotBlockAGoodOne() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      boolean[] lies = {true};
      between.alters(
          "/api/rooms/" + room + "/grants",
          answer -> {
            var grants = Api.JSON.createArrayNode();
            answer
                .path("grants")
                .forEach(grant -> {
                  byte[] bytes = ChatClient.bytes(grant);
                  Arrays.fill(bytes, 80, 120, (byte) 1);
                  grants.add(Base64Text.of(bytes));
                  if (!lies[0]) {
                    grants.add(grant);
                  }
                });
            answer.set("grants", grants);
            return answer;
          });
      other.signIn("alice", "wonderland").openRoom(name);
      var locked = other.page.locator(".locked[data-reason=no-key]");
      assertThat(locked).hasCount(2);
      assertThat(locked.first()).containsText("asked at");
      lies[0] = false;
      other.page.reload();
      other.atHome().seesOnce("morning alice");
      assertThat(locked).hasCount(0);
    }
  }

  @Test
  void aGrantWithASecretThatTheServerKnowsIsNotTaken() {
    String alices = identityOf("Alice");
    byte[] record =
        ChatClient.bytes(bob.api.get("/api/identities/" + alices).body().path("record"));
    byte[] spki = Arrays.copyOfRange(record, 99, 99 + 422);
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters(
          "/api/rooms/" + room + "/grants",
          answer -> {
            var grants = Api.JSON.createArrayNode();
            answer.path("grants").forEach(grant -> grants.add(ofTheServer(grant, spki)));
            answer.set("grants", grants);
            return answer;
          });
      other.signIn("alice", "wonderland").openRoom(name);
      assertThat(other.page.locator(".locked[data-reason=no-key]")).hasCount(2);
      other.say(SECRET_PLAN);
      assertThat(other.page.locator(".message--failed")).hasCount(1, patiently());
      assertThat(between.sealedUnder(room)).isEmpty();
    }
  }

  /// As long as a page retries.
  private static LocatorAssertions.HasCountOptions patiently() {
    return new LocatorAssertions.HasCountOptions().setTimeout(20_000);
  }

  private static String ofTheServer(JsonNode grant, byte[] spki) {
    byte[] header = Arrays.copyOf(ChatClient.bytes(grant), 73);
    try {
      byte[] wrapped = Keys.wrap(spki, header, new byte[32]);
      return Base64Text.of(new ByteWriter().bytes(header).bytes(wrapped).done());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String identityOf(String displayName) {
    for (var person : bob.api.get("/api/rooms/" + room).body().path("people")) {
      if (person.path("displayName").asString().equals(displayName)) {
        return person.path("identityId").asString();
      }
    }
    throw new AssertionError("nobody is called " + displayName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vault", "locks"})
  void anotherPersonsVaultOrLockOpensNothing(String part) {
    var darths = darth.api.get("/api/me/vault").body();
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/me/vault", answer -> with(answer, part, darths.path(part)));
      isNotLetIn(other, "alice", "wonderland");
    }
  }

  private static ObjectNode with(ObjectNode answer, String part, JsonNode other) {
    answer.set(part, other);
    return answer;
  }

  private static void isNotLetIn(Person person, String username, String password) {
    person.open("/login").page.locator("#username").fill(username);
    person.page.locator("#password").fill(password);
    person.button("Sign in").click();
    assertThat(person.page.locator("#error")).containsText("can’t be opened with this password");
    assertThat(person.page).hasURL(Pattern.compile(".*/login.*"));
  }

  @Test
  void theVaultFromBeforeNewKeysOpensNothingAndAWholeFormerStateSendsNothing() {
    try (var fresh = TestServer.start("--spring.profiles.active=demo");
        var owner = Person.at(fresh).signIn("bob", "the builder")) {
      owner.createPrivateRoom("Before and after", "").say("good morning").seesOnce("good morning");
      var reader = ChatClient.at(fresh, "bob", "the builder");
      var former = (ObjectNode) reader.api.get("/api/me/vault").body();
      String formerId = reader.actor().identity().toString();
      reader.close();
      owner.security("Change your keys…");
      owner.writeDownTheCode("the builder");
      try (var other = Person.at(fresh)) {
        new HostileServer(other)
            .alters(
                "/api/me/vault",
                answer -> with(former.deepCopy(), "record", answer.path("record")));
        isNotLetIn(other, "bob", "the builder");
      }
      try (var other = Person.at(fresh)) {
        var between = new HostileServer(other);
        between.alters("/api/me/vault", answer -> former.deepCopy());
        between.alters("/api/me$", answer -> answer.put("identityId", formerId));
        other.signIn("bob", "the builder").openRoom("Before and after");
        assertThat(other.page.locator(".trouble[data-code=pins-damaged]")).isVisible();
        assertThat(other.page.locator(".trouble[data-code=own-identity]"))
            .containsText("This room knows you by other keys");
        other.say(SECRET_PLAN);
        assertThat(other.page.locator(".message--waiting")).containsText("On hold");
        assertThat(between.everythingSent()).doesNotContain("\"post\"");
      }
    }
  }

  @Test
  void missingPinsStopEverythingUntilTheUserStartsOver() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/me/pins", answer -> null);
      other.signIn("alice", "wonderland").openRoom(name).sees("morning alice");
      arePinsHeld(other, between, "pins-missing", "doesn’t return the list of people");
      between.alters("/api/me/pins", answer -> answer);
      other.button("Start a new list").click();
      other.seesOnce(SECRET_PLAN);
    }
  }

  @Test
  void anotherPersonsPinsAreNotBelieved() {
    byte[] darths = ChatClient.bytes(darth.api.get("/api/me/pins").body().path("pins"));
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/me/pins", answer -> answer.put("pins", Base64Text.of(darths)));
      other.signIn("alice", "wonderland").openRoom(name).sees("morning alice");
      arePinsHeld(other, between, "pins-damaged", "can’t be decrypted");
    }
  }

  @Test
  void pinsFromBeforeAreNotBelievedByABrowserThatHasSeenLaterOnes() {
    var former = new AtomicReference<ObjectNode>();
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters(
          "/api/me/pins",
          answer -> {
            former.compareAndSet(null, answer.has("pins") ? answer.deepCopy() : null);
            return answer;
          });
      other.signIn("alice", "wonderland");
      other.page.waitForResponse(
          answer ->
              answer.url().endsWith("/api/me/pins") && answer.request().method().equals("PUT"),
          () -> other.createPrivateRoom("Newest", "").say("a").seesOnce("a"));
      between.alters("/api/me/pins", answer -> former.get().deepCopy());
      other.page.reload();
      other.atHome().openRoom(name).sees("morning alice");
      arePinsHeld(other, between, "pins-old", "an older list of the people you know");
    }
  }

  private void arePinsHeld(Person other, HostileServer between, String code, String words) {
    assertThat(other.page.locator(".trouble[data-code=" + code + "]")).containsText(words);
    other.say(SECRET_PLAN);
    assertThat(other.page.locator(".message--waiting")).containsText("On hold");
    assertThat(between.handedOver(room)).isZero();
  }

  @Test
  void whoWasResetCollectsNoKeysByAsking() {
    try (var fresh = TestServer.start("--spring.profiles.active=demo");
        var victim = Person.at(fresh)) {
      var between = new HostileServer(victim);
      victim.signIn("alice", "wonderland");
      var reader = ChatClient.at(fresh, "bob", "the builder");
      victim.createPrivateRoom("Collected", "bob");
      String collected = victim.page.url().replaceAll(".*/", "");
      reader.join(collected);
      victim.sees("Bob joined").say("good morning").seesOnce("good morning");
      reader.close();
      String link = victim.resetLink("bob");
      victim.openRoom("Collected");
      long before = between.handedOver(collected);
      try (var thief = Person.at(fresh).open(link)) {
        thief.page.locator("#password").fill("of the server");
        thief.button(Words.text("reset.go-over")).click();
        // Darth's page requests keys, and Alice's page checks the requests.
        victim.page.waitForResponse(
            answer -> answer.url().endsWith(collected + "/keys"),
            () -> thief.atHome().openRoom("Collected"));
        assertThat(victim.page.locator(".trouble[data-code=new-identity]")).isVisible();
        victim.say(SECRET_PLAN);
        assertThat(victim.page.locator(".message--waiting")).containsText("On hold");
        assertThat(thief.page.locator(".locked[data-reason=no-key]")).hasCount(1);
        assertThat(between.handedOver(collected)).isEqualTo(before);
      }
    }
  }

  @Test
  void anotherSigningKeyOfTheServerStopsSendingWhereItMakesTheKeys() {
    aManagedRoom();
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      var chain = freshChain();
      between.alters("/api/server-keys", answer -> chain.deepCopy());
      other.signIn("alice", "wonderland").openRoom(name);
      assertThat(other.page.locator(".trouble[data-code=server-key]"))
          .containsText("isn’t confirmed by its previous one");
      other.say(SECRET_PLAN);
      assertThat(other.page.locator(".message--waiting")).containsText("On hold");
      assertThat(between.handedOver(room)).isZero();
    }
  }

  private static ObjectNode freshChain() {
    var folder = TestServer.newFolder();
    try (var elsewhere = TestServer.start(folder, "--spring.profiles.active=demo")) {
      var stranger = ChatClient.at(elsewhere, "bob", "the builder");
      var chain = stranger.api.get("/api/server-keys").body();
      stranger.close();
      return (ObjectNode) chain;
    }
  }
}
