package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How a log-in begins, lasts and ends.
class LogInTest {

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void theRightPasswordSignsInAndReturnsTheUser() {
    var mei = rig.newcomer("mei's");
    var browser = rig.visitor();
    var answer = browser.logIn(" " + mei.name().toUpperCase(java.util.Locale.ROOT), "mei's");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder(
            "userId",
            "username",
            "displayName",
            "role",
            "identityId",
            "recovery",
            "freshUntil",
            "status",
            "avatar");
    assertThat(answer.json().path("recovery").asBoolean(true)).isFalse();
    assertThat(answer.text("username")).isEqualTo(mei.name());
    assertThat(answer.text("role")).isEqualTo("member");
    assertThat(browser.get("/api/me").text("userId")).isEqualTo(mei.id().toString());
  }

  @Test
  void anUnknownNameAndAWrongPasswordAreAnsweredByteForByteAlike() {
    var known = rig.newcomer("right");
    var wrong = rig.visitor().logIn(known.name(), "wrong").response();
    var unknown = rig.visitor().logIn("nobody-here", "wrong").response();
    var invalid = rig.visitor().logIn("\u0000 <b>", "wrong").response();
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body()).isEqualTo(invalid.body());
    assertThat(wrong.body()).contains("wrong-credentials");
  }

  @Test
  void theSaltOfAnUnknownNameLooksLikeAnyOtherAndStaysTheSame() {
    var known = rig.newcomer("anything");
    var visitor = rig.visitor();
    String real = visitor.get("/api/sign-in/salt?username=" + known.name()).text("salt");
    String fake = visitor.get("/api/sign-in/salt?username=nobody-here").text("salt");
    String same = visitor.get("/api/sign-in/salt?username=%20NOBODY-here").text("salt");
    String invalid = visitor.get("/api/sign-in/salt?username=%00").text("salt");
    assertThat(real).isEqualTo(Visitor.salt(known.name()));
    assertThat(fake).isEqualTo(same).isNotEqualTo(invalid);
    assertThat(Base64.getDecoder().decode(fake)).hasSize(16);
    assertThat(Base64.getDecoder().decode(invalid)).hasSize(16);
  }

  @Test
  void theSessionIdChangesAtEachLogInAndTheCookieIsOutOfScriptsReach() {
    var person = rig.newcomer("again");
    String before = person.visitor().cookie("session").orElseThrow().getValue();
    var answer = person.visitor().logIn(person.name(), "again");
    var after = person.visitor().cookie("session").orElseThrow();
    assertThat(after.getValue()).isNotEqualTo(before);
    var cookie =
        answer.response().headers().allValues("Set-Cookie").stream()
            .filter(text -> text.startsWith("session-"))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("HttpOnly").containsIgnoringCase("SameSite=Lax");
    TestModules.await(() -> rig.ear().heardOf(person.id()));
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  @Test
  void loggingInAsAnotherUserEndsTheFormerSession() {
    var first = rig.newcomer("first");
    var second = rig.newcomer("second");
    assertThat(first.visitor().logIn(second.name(), "second").status()).isEqualTo(200);
    assertThat(first.visitor().get("/api/me").text("username")).isEqualTo(second.name());
    TestModules.await(() -> rig.ear().heardOf(first.id()));
  }

  @Test
  void nothingIsChangedWithoutTheTokenAgainstForgedRequests() {
    var person = rig.newcomer("forged");
    for (String path : new String[] {"/login", "/logout", "/api/me/confirm", "/api/admin/links"}) {
      var bare =
          HttpRequest.newBuilder(rig.server.uri(path))
              .header("Content-Type", type(path))
              .POST(BodyPublishers.ofString("{}"));
      assertThat(person.visitor().send(bare).refusal()).as(path).isEqualTo("403 csrf");
    }
    assertThat(person.visitor().isSignedIn()).isTrue();
  }

  private static String type(String path) {
    return path.equals("/login") ? "application/x-www-form-urlencoded" : "application/json";
  }

  @Test
  void aTokenIsValidOnlyInItsOwnSession() {
    var person = rig.newcomer("bound");
    var other = rig.newcomer("other");
    String own = person.visitor().cookie("xsrf").orElseThrow().getValue();
    String foreign = other.visitor().cookie("xsrf").orElseThrow().getValue();
    String visitors = rig.visitor().cookie("xsrf").orElseThrow().getValue();
    String session = person.visitor().cookie("session").orElseThrow().getValue();
    for (String token : List.of(foreign, visitors, session, "made-up", own + "A", "")) {
      // The same in cookie and header, which is all that a double submit demands.
      person.visitor().setCookie("xsrf", token);
      assertThat(confirm(person)).as(token).isEqualTo("403 csrf");
      // The refusal brings the right one.
      assertThat(person.visitor().cookie("xsrf").orElseThrow().getValue()).isEqualTo(own);
    }
    assertThat(confirm(person)).isEqualTo("204 none");
  }

  @Test
  void aTokenFromBeforeTheSignInIsRefusedAfterIt() {
    var person = rig.newcomer("before");
    var visitor = rig.visitor();
    String before = visitor.cookie("xsrf").orElseThrow().getValue();
    assertThat(visitor.logIn(person.name(), "before").status()).isEqualTo(200);
    String first = visitor.cookie("xsrf").orElseThrow().getValue();
    assertThat(visitor.logIn(person.name(), "before").status()).isEqualTo(200);
    assertThat(visitor.cookie("xsrf").orElseThrow().getValue()).isNotIn(before, first);
    for (String old : List.of(before, first)) {
      visitor.setCookie("xsrf", old);
      assertThat(visitor.post("/api/me/confirm", Map.of("authSecret", "x")).refusal())
          .isEqualTo("403 csrf");
    }
    assertThat(visitor.logOut().status()).isEqualTo(204);
  }

  @Test
  void theSignInTakesNoTokenThatTheServerDidNotMake() {
    var person = rig.newcomer("pair");
    String foreign = person.visitor().cookie("xsrf").orElseThrow().getValue();
    for (String token : List.of("made-up", foreign, "A".repeat(64))) {
      var visitor = rig.visitor();
      visitor.setCookie("xsrf", token);
      assertThat(visitor.logIn(person.name(), "pair").refusal()).isEqualTo("403 csrf");
      assertThat(visitor.logIn(person.name(), "pair").status()).isEqualTo(200);
    }
  }

  private static String confirm(SignInRig.Person person) {
    return person
        .visitor()
        .post("/api/me/confirm", Map.of("authSecret", Visitor.secret(person.password())))
        .refusal();
  }

  @Test
  void twoServersOnOneHostKeepTheirSessionsApart() {
    try (var first = TestServer.start("--spring.profiles.active=demo");
        var second = TestServer.start("--spring.profiles.active=demo")) {
      var at = new Api(first);
      var beside = at.besideAt(second);
      assertThat(at.logIn("alice", "wonderland").status()).isEqualTo(200);
      assertThat(beside.logIn("bob", "the builder").status()).isEqualTo(200);
      assertThat(at.get("/api/me").text("username")).isEqualTo("alice");
      assertThat(beside.get("/api/me").text("username")).isEqualTo("bob");
      assertThat(at.post("/logout", Map.of()).status()).isEqualTo(204);
      assertThat(beside.get("/api/me").text("username")).isEqualTo("bob");
      assertThat(beside.post("/logout", Map.of()).status()).isEqualTo(204);
    }
  }

  @Test
  void whoLogsOutIsOutAndMayDoItTwice() {
    var person = rig.newcomer("leaving");
    String stolen = person.visitor().cookie("session").orElseThrow().getValue();
    assertThat(person.visitor().logOut().status()).isEqualTo(204);
    assertThat(rig.ear().heardOf(person.id())).isTrue();
    person.visitor().get("/login");
    assertThat(person.visitor().logOut().status()).isEqualTo(204);
    var thief = rig.visitor();
    thief.setCookie("session", stolen);
    assertThat(thief.isSignedIn()).isFalse();
  }

  @Test
  void programsGetProblemDetailsAndBrowsersGoToTheLogIn() {
    var nobody = rig.visitor();
    assertThat(nobody.get("/api/me").refusal()).isEqualTo("401 signed-out");
    assertThat(nobody.get("/api/no-such-thing").refusal()).isEqualTo("401 signed-out");
    assertThat(nobody.get("/ws").refusal()).isEqualTo("401 signed-out");
    var page = nobody.get("/").response();
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location")).hasValue("login");
  }

  @Test
  void aRestartLogsNobodyOut() {
    try (var own = SignInRig.start()) {
      var person = own.newcomer("staying");
      var session = person.visitor().cookie("session").orElseThrow().getValue();
      own.server.close();
      try (var again = TestServer.start(own.server.data())) {
        var visitor = new Visitor(again);
        visitor.setCookie("session", session);
        assertThat(visitor.get("/api/me").text("username")).isEqualTo(person.name());
      }
    }
  }

  @Test
  void confirmingThePasswordOpensTheVaultForFiveMoreMinutes() {
    var person = rig.newcomer("confirmed");
    assertThat(person.visitor().get("/api/me/vault").status()).isEqualTo(200);
    rig.clock().advance(Duration.ofMinutes(6));
    assertThat(person.visitor().get("/api/me/vault").refusal()).isEqualTo("403 confirm-password");
    var wrong = Map.of("authSecret", Visitor.secret("something else"));
    assertThat(person.visitor().post("/api/me/confirm", wrong).refusal())
        .isEqualTo("403 wrong-credentials");
    var right = Map.of("authSecret", Visitor.secret("confirmed"));
    assertThat(person.visitor().post("/api/me/confirm", right).status()).isEqualTo(204);
    assertThat(person.visitor().get("/api/me/vault").status()).isEqualTo(200);
  }
}
