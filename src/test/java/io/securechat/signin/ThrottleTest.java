package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/// Guessing passwords is slow, and does not affect the targeted user. Client addresses come from a
/// header, as from a trusted proxy.
class ThrottleTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start("--secure-chat.proxy=127.0.0.1");
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static Visitor.Answer logIn(Visitor visitor, String from, String name, String password) {
    var request =
        visitor.formRequest(
            "/login", Map.of("username", name, "password", Visitor.secret(password)));
    return visitor.send(request.header("X-Forwarded-For", from));
  }

  private static void guess(String from, String name, int times) {
    var guesser = rig.visitor();
    for (int i = 0; i < times; i++) {
      assertThat(logIn(guesser, from, name, "guess " + i).refusal())
          .isEqualTo("401 wrong-credentials");
    }
  }

  /// The same without hashing, which is slow.
  private static void guessUnweighed(String from, String name, int times) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(from);
    for (int i = 0; i < times; i++) {
      rig.server.bean(SignInThrottle.class).take(name, request);
    }
  }

  @Test
  void tenWrongPasswordsPerAddressAndThenOneEveryHalfMinute() {
    var victim = rig.newcomer("right");
    guess("203.0.113.1", victim.name(), 10);
    var refused = logIn(rig.visitor(), "203.0.113.1", victim.name(), "right");
    assertThat(refused.refusal()).isEqualTo("429 too-many-attempts");
    assertThat(refused.json().get("retryAfter").asInt()).isBetween(1, 30);
    assertThat(refused.response().headers().firstValue("Retry-After"))
        .contains(refused.text("retryAfter"));
    rig.clock().advance(Duration.ofSeconds(31));
    assertThat(logIn(rig.visitor(), "203.0.113.1", victim.name(), "right").status()).isEqualTo(200);
    guess("203.0.113.1", victim.name(), 10);
  }

  @Test
  void unknownNamesAreCountedLikeKnownOnes() {
    guess("203.0.113.2", "nobody-of-that-name", 10);
    assertThat(logIn(rig.visitor(), "203.0.113.2", "Nobody-of-that-NAME", "x").refusal())
        .isEqualTo("429 too-many-attempts");
  }

  @Test
  void theOwnerIsUnaffectedAtOtherAddressesAndInTheirSession() {
    var victim = rig.newcomer("right");
    guess("203.0.113.3", victim.name(), 10);
    assertThat(logIn(rig.visitor(), "203.0.113.4", victim.name(), "right").status()).isEqualTo(200);
    assertThat(victim.visitor().isSignedIn()).isTrue();
    var confirmed = Map.of("authSecret", Visitor.secret("right"));
    assertThat(victim.visitor().post("/api/me/confirm", confirmed).status()).isEqualTo(204);
  }

  @Test
  void aKnownBrowserLetsItsOwnerInDespiteOthersGuesses() {
    var victim = rig.newcomer("right");
    victim.visitor().logOut();
    victim.visitor().get("/login");
    for (int place = 0; place < 12; place++) {
      guessUnweighed("198.51.100." + place, victim.name(), 10);
    }
    assertThat(logIn(rig.visitor(), "198.51.100.99", victim.name(), "right").refusal())
        .isEqualTo("429 too-many-attempts");
    assertThat(victim.visitor().logIn(victim.name(), "right").status()).isEqualTo(200);
  }

  @Test
  void aKnownBrowsersCookieIsValidOnlyForItsNameAndForTenGuesses() {
    var owner = rig.newcomer("owner's");
    var other = rig.newcomer("other's");
    var browser = owner.visitor();
    for (int i = 0; i < 10; i++) {
      logIn(browser, "203.0.113." + (100 + i), owner.name(), "wrong");
    }
    assertThat(logIn(browser, "203.0.113.110", owner.name(), "owner's").refusal())
        .isEqualTo("429 too-many-attempts");
    guess("203.0.113.120", other.name(), 10);
    assertThat(logIn(browser, "203.0.113.120", other.name(), "other's").refusal())
        .isEqualTo("429 too-many-attempts");
    String forged = "A".repeat(64);
    browser.setCookie("KNOWN", forged);
    guess("203.0.113.121", owner.name(), 10);
    assertThat(logIn(browser, "203.0.113.121", owner.name(), "owner's").refusal())
        .isEqualTo("429 too-many-attempts");
  }

  @Test
  void anIpv6NetworkCountsAsOneAddress() {
    var victim = rig.newcomer("right");
    for (int i = 0; i < 10; i++) {
      guess("2001:db8:1:2::" + i, victim.name(), 1);
    }
    assertThat(logIn(rig.visitor(), "2001:db8:1:2:ffff::1", victim.name(), "right").refusal())
        .isEqualTo("429 too-many-attempts");
    assertThat(logIn(rig.visitor(), "2001:db8:1:3::1", victim.name(), "right").status())
        .isEqualTo(200);
  }

  @Test
  void oneAddressThatTriesManyNamesIsSlowedDown() {
    for (int i = 0; i < 119; i++) {
      guessUnweighed("203.0.113.50", "name-" + i, 1);
    }
    var guesser = rig.visitor();
    assertThat(logIn(guesser, "203.0.113.50", "name-120", "123456").status()).isEqualTo(401);
    assertThat(logIn(guesser, "203.0.113.50", "name-121", "123456").refusal())
        .isEqualTo("429 too-many-attempts");
  }

  @Test
  void confirmingIsCountedBySession() {
    var person = rig.newcomer("right");
    var wrong = Map.of("authSecret", Visitor.secret("wrong"));
    for (int i = 0; i < 10; i++) {
      assertThat(person.visitor().post("/api/me/confirm", wrong).refusal())
          .isEqualTo("403 wrong-credentials");
    }
    assertThat(person.visitor().post("/api/me/confirm", wrong).refusal())
        .isEqualTo("429 too-many-attempts");
    assertThat(rig.visitor().logIn(person.name(), "right").status()).isEqualTo(200);
  }

  @Test
  void saltsAreRateLimited() {
    var collector = rig.visitor();
    for (int i = 0; i < 300; i++) {
      assertThat(salt(collector, "name-" + i).status()).isEqualTo(200);
    }
    assertThat(salt(collector, "one-more").refusal()).isEqualTo("429 too-many-attempts");
  }

  private static Visitor.Answer salt(Visitor collector, String name) {
    var request = collector.request("/api/sign-in/salt?username=" + name).GET();
    return collector.send(request.header("X-Forwarded-For", "203.0.113.60"));
  }
}
