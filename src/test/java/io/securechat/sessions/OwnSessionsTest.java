package io.securechat.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Users see their own sessions and end them; nobody else's.
class OwnSessionsTest {

  private static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static List<JsonNode> sessions(Visitor who) {
    return who.get("/api/me/sessions").json().path("sessions").valueStream().toList();
  }

  private static String id(JsonNode session) {
    return session.path("sessionId").asString();
  }

  private static Visitor signedIn(SignInRig.Person person, String userAgent) {
    var visitor = rig.visitor();
    String form = "username=" + person.name() + "&password=" + encoded(person.password());
    var login =
        visitor
            .request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", userAgent)
            .POST(BodyPublishers.ofString(form));
    assertThat(visitor.send(login).status()).isEqualTo(200);
    return visitor;
  }

  private static String encoded(String password) {
    return URLEncoder.encode(Visitor.secret(password), StandardCharsets.UTF_8);
  }

  @Test
  void eachSessionIsListedWithItsDeviceItsOwnFirst() {
    var person = rig.newcomer("listed");
    long before = rig.clock().millis();
    rig.clock().advance(Duration.ofMinutes(1));
    var other = signedIn(person, FIREFOX);
    var listed = sessions(other);
    assertThat(listed).hasSize(2);
    var own = listed.getFirst();
    assertThat(own.path("current").asBoolean()).isTrue();
    assertThat(own.path("browser").asString()).isEqualTo("Firefox");
    assertThat(own.path("system").asString()).isEqualTo("Linux");
    assertThat(own.path("address").asString()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(own.path("since").asLong()).isGreaterThan(before);
    assertThat(own.path("lastSeen").asLong()).isGreaterThanOrEqualTo(own.path("since").asLong());
    assertThat(listed.getLast().path("current").asBoolean()).isFalse();
    assertThat(listed.getLast().path("browser").asString()).isEmpty();
    assertThat(id(sessions(person.visitor()).getFirst())).isEqualTo(id(listed.getLast()));
  }

  @Test
  void theListedIdIsNotTheOneThatTheCookieHolds() {
    var person = rig.newcomer("secret");
    String cookie = person.visitor().cookie("session").orElseThrow().getValue();
    assertThat(person.visitor().get("/api/me/sessions").response().body()).doesNotContain(cookie);
    var thief = rig.visitor();
    thief.setCookie("session", id(sessions(person.visitor()).getFirst()));
    assertThat(thief.isSignedIn()).isFalse();
  }

  @Test
  void anEndedSessionIsSignedOutAtOnceAndTheOthersStay() {
    var person = rig.newcomer("ends one");
    var second = signedIn(person, FIREFOX);
    var third = signedIn(person, FIREFOX);
    String target = id(sessions(second).getFirst());
    assertThat(person.visitor().delete("/api/me/sessions/" + target).status()).isEqualTo(204);
    assertThat(second.isSignedIn()).isFalse();
    assertThat(third.isSignedIn()).isTrue();
    assertThat(sessions(person.visitor())).hasSize(2).noneMatch(one -> id(one).equals(target));
    assertThat(person.visitor().delete("/api/me/sessions/" + target).refusal())
        .isEqualTo("404 not-found");
  }

  @Test
  void allOthersEndTogether() {
    var person = rig.newcomer("ends all");
    var second = signedIn(person, FIREFOX);
    var third = signedIn(person, FIREFOX);
    assertThat(second.delete("/api/me/sessions").status()).isEqualTo(204);
    assertThat(person.visitor().isSignedIn()).isFalse();
    assertThat(third.isSignedIn()).isFalse();
    assertThat(sessions(second)).hasSize(1).allMatch(one -> one.path("current").asBoolean());
  }

  @Test
  void aUserMayEndTheSessionOfTheRequestItself() {
    var person = rig.newcomer("ends own");
    String own = id(sessions(person.visitor()).getFirst());
    assertThat(person.visitor().delete("/api/me/sessions/" + own).status()).isEqualTo(204);
    assertThat(person.visitor().isSignedIn()).isFalse();
  }

  @Test
  void somebodyElsesSessionIsAnsweredLikeNone() {
    var person = rig.newcomer("mine");
    String own = id(sessions(person.visitor()).getFirst());
    for (var stranger : List.of(rig.newcomer("not mine").visitor(), rig.admin)) {
      assertThat(sessions(stranger)).noneMatch(one -> id(one).equals(own));
      for (String id : List.of(own, UUID.randomUUID().toString(), "x", "%27%20or%201=1")) {
        assertThat(stranger.delete("/api/me/sessions/" + id).refusal()).isEqualTo("404 not-found");
      }
    }
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  @Test
  void withoutASessionOrItsTokenNothingIsToldOrEnded() {
    var nobody = rig.visitor();
    assertThat(nobody.get("/api/me/sessions").refusal()).isEqualTo("401 signed-out");
    assertThat(nobody.delete("/api/me/sessions").refusal()).isEqualTo("401 signed-out");
    var person = rig.newcomer("token");
    var second = signedIn(person, FIREFOX);
    String target = id(sessions(second).getFirst());
    for (String path : List.of("/api/me/sessions", "/api/me/sessions/" + target)) {
      person.visitor().setCookie("xsrf", null);
      assertThat(person.visitor().delete(path).refusal()).isEqualTo("403 csrf");
    }
    assertThat(second.isSignedIn()).isTrue();
  }

  @Test
  void endingIsLimited() {
    var person = rig.newcomer("often");
    String path = "/api/me/sessions/" + UUID.randomUUID();
    for (int i = 0; i < 120; i++) {
      assertThat(person.visitor().delete(path).status()).isEqualTo(404);
    }
    assertThat(person.visitor().delete(path).refusal()).isEqualTo("429 too-many");
    assertThat(person.visitor().delete("/api/me/sessions").refusal()).isEqualTo("429 too-many");
  }

  @Test
  void openPagesHearOfEachChangeAndTheEndedOneLosesItsSocket() {
    try (var server = TestServer.start("--spring.profiles.active=demo");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder")) {
      assertThat(told(alice)).isZero();
      var other = ChatClient.at(server, "alice", "wonderland");
      alice.frames.await(frame -> told(alice) == 1);
      var listed = alice.api.get("/api/me/sessions").body().path("sessions");
      assertThat(listed).hasSize(2);
      alice.api.delete("/api/me/sessions/" + id(listed.get(1)));
      assertThat(other.frames.awaitClose()).isEqualTo(4401);
      alice.frames.await(frame -> told(alice) == 2);
      assertThat(told(bob)).isZero();
      other.close();
    }
  }

  private static long told(ChatClient who) {
    return who.frames.heard().stream()
        .filter(frame -> frame.path("type").asString().equals("sessions"))
        .count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0 Safari/537.36 Edg/150.0 | Edge | Windows
          Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15 | Safari | macOS
          Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) CriOS/150.0 Safari/604.1 | Chrome | iOS
          Mozilla/5.0 (Linux; Android 16; K) Chrome/150.0 Mobile Safari/537.36 | Chrome | Android
          Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/150.0 Safari/537.36 | Chrome | ChromeOS
          Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0 | Firefox | Linux
          <script>alert(1)</script> | '' | ''
          - | '' | ''
          """)
  void aHeaderBecomesWordsOfAFixedList(String header, String browser, String system) {
    assertThat(Device.of(header, "192.0.2.1")).isEqualTo(new Device(browser, system, "192.0.2.1"));
  }

  @Test
  void aLongHeaderIsCut() {
    assertThat(Device.of("x".repeat(512) + "Firefox/1 Linux", "y".repeat(100)))
        .isEqualTo(new Device("", "", "y".repeat(64)));
    assertThat(Device.of(null, null)).isEqualTo(Device.UNKNOWN);
  }
}
