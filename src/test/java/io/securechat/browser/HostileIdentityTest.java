package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A server that serves keys which their owner has replaced: anyone who still has the old ones
/// could read, so the browser stops and asks.
class HostileIdentityTest extends HostileRig {

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    try (var person = Person.at(server).signIn("bob", "the builder")) {
      makeNewKeys(person, "the builder");
      makeNewKeys(person, "the builder");
    }
    try (var person = Person.at(server).signIn("alice", "wonderland")) {
      makeNewKeys(person, "wonderland");
    }
    connect();
  }

  private static void makeNewKeys(Person person, String password) {
    person.security("Change your keys…");
    person.writeDownTheCode(password);
    person.closeSettings();
  }

  @Test
  void theIdentityBeforeThePresentOneNeedsAClick() {
    sets(bob.user, identities(bob.user).get(1));
    isHeld("former-identity", "Bob is shown with earlier keys, which they had replaced");
    alice.sees("Bob is shown with earlier keys, which they had replaced. Compare before");
    alice.button("Close").click();
    alice.lookedAt("identity-former");
    alice.page.locator(".trouble[data-code=former-identity]").getByText("Compare…").click();
    alice.button("Accept without comparing").click();
    assertThat(alice.page.locator(".trouble[data-code=former-identity]")).hasCount(0);
  }

  @Test
  void soDoesOneFromTwoStepsBack() {
    sets(bob.user, identities(bob.user).getFirst());
    isHeld("former-identity", "Bob is shown with earlier keys");
  }

  @Test
  void theFormerIdentityAndThenThePresentOneNeedAClickToo() {
    var all = identities(bob.user);
    byte[] back = byServer(RoomEvent.IDENTITY_CHANGED, bob.user, all.get(1).bytes());
    hostile.inject(room, head() + 1, 3, back);
    byte[] again = byServer(RoomEvent.IDENTITY_CHANGED, bob.user, all.get(2).bytes(), back);
    hostile.inject(room, head() + 2, 3, again);
    isHeld("new-identity", "isn’t confirmed by the previous one");
  }

  @Test
  void thePresentIdentityAnnouncedAgainIsNotBelieved() {
    sets(bob.user, identities(bob.user).getLast());
    isHeld("identity-again", "The server announces new keys of Bob, but they’re the same");
  }

  @Test
  void onesOwnFormerIdentityIsNotBelieved() {
    sets(aliceUser(), identities(aliceUser()).getFirst());
    isHeld("own-identity", "This room knows you by other keys");
  }

  @Test
  void aBrowserThatComesLaterAsksToo() {
    byte[] event =
        byServer(RoomEvent.IDENTITY_CHANGED, bob.user, identities(bob.user).getFirst().bytes());
    long pos = head() + 1;
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters(
          "/api/rooms/" + room + "/events",
          answer -> {
            answer.withArray("entries").addPOJO(HostileServer.shown(pos, 3, event));
            return answer;
          });
      other.signIn("alice", "wonderland").openRoom(name);
      assertThat(other.page.locator(".trouble[data-code=former-identity]")).isVisible();
      other.say(SECRET_PLAN);
      assertThat(other.page.locator(".message--waiting")).containsText("On hold");
      assertThat(between.handedOver(room)).isZero();
    }
  }

  private void sets(UUID user, IdentityId identity) {
    hostile.inject(
        room, head() + 1, 3, byServer(RoomEvent.IDENTITY_CHANGED, user, identity.bytes()));
  }

  /// All identities of a user, oldest first.
  private static List<IdentityId> identities(UUID user) {
    var answer = bob.api.get("/api/users/" + user + "/identities").body();
    return StreamSupport.stream(answer.path("identities").spliterator(), false)
        .map(identity -> IdentityId.parse(identity.path("identityId").asString()))
        .toList();
  }
}
