package io.securechat.signin;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing in through the front door: real requests, real hashes, a real database file.
class SignInTest {

  private static final String SALT = Base64.getEncoder().encodeToString(new byte[16]);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Api alice() {
    var api = new Api(server);
    assertThat(api.logIn("alice", "wonderland").status()).isEqualTo(200);
    return api;
  }

  /// Somebody of his own, so that tests do not disturb each other.
  private static Api newcomer(String username, String password) {
    var url = alice().post("/api/admin/links", fields("days", 1)).text("url");
    var api = new Api(server);
    var answer = register(api, url.substring(url.indexOf('#') + 1), username, password);
    assertThat(answer.status()).isEqualTo(201);
    return api;
  }

  private static Api.Answer register(Api api, String token, String username, String password) {
    return api.post(
        "/api/links/register",
        fields(
            "token", token,
            "username", username,
            "displayName", "Some Body",
            "salt", SALT,
            "authSecret", Secrets.authSecret(password, SALT)));
  }

  @Test
  void logInAnswersWhoOneIsAndBeginsASession() {
    var api = new Api(server);
    var answer = api.logIn("  ALICE ", "wonderland");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("username")).isEqualTo("alice");
    assertThat(answer.text("role")).isEqualTo("admin");
    assertThat(answer.raw().headers().firstValue("Set-Cookie")).isPresent();
    assertThat(api.get("/api/me").status()).isEqualTo(200);
  }

  @Test
  void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() {
    var api = new Api(server);
    var cookies = api.logIn("bob", "the builder").raw().headers().allValues("Set-Cookie");
    assertThat(cookies)
        .anyMatch(
            c -> c.startsWith("SESSION=") && c.contains("HttpOnly") && c.contains("SameSite=Lax"));
  }

  @Test
  void theSessionIdChangesAtLogIn() {
    var api = new Api(server);
    api.logIn("bob", "the builder");
    String first = api.cookie("SESSION");
    api.logIn("bob", "the builder");
    assertThat(api.cookie("SESSION")).isNotEmpty().isNotEqualTo(first);
  }

  @Test
  void theSameWordsForAnUnknownNameAndAWrongPassword() {
    var wrong = new Api(server).logIn("bob", "wrong");
    var unknown = new Api(server).logIn("nobody-here", "wrong");
    assertThat(wrong.status()).isEqualTo(401).isEqualTo(unknown.status());
    assertThat(wrong.raw().body()).isEqualTo(unknown.raw().body());
  }

  @Test
  void saltsTellNothing() {
    var api = new Api(server);
    String once = api.get("/api/sign-in/salt?username=nobody-here").text("salt");
    assertThat(once).isEqualTo(api.get("/api/sign-in/salt?username=%20NOBODY-here").text("salt"));
    assertThat(Base64.getDecoder().decode(once)).hasSize(16);
    assertThat(api.get("/api/sign-in/salt?username=" + "x".repeat(500)).status()).isEqualTo(200);
    assertThat(api.get("/api/sign-in/salt").code()).isEqualTo("malformed");
  }

  @Test
  void whoGuessesIsSlowedDownAndTheVictimKeepsHisSession() {
    var victim = newcomer("victim", "my long password");
    var guesser = new Api(server);
    String guess = Secrets.authSecret("guess", SALT);
    for (int i = 0; i < 10; i++) {
      assertThat(guesser.logInWithSecret("victim", guess).status()).isEqualTo(401);
    }
    var last = guesser.logInWithSecret("victim", guess);
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.code()).isEqualTo("too-many-attempts");
    assertThat(last.raw().headers().firstValue("Retry-After")).isPresent();
    assertThat(victim.get("/api/me").status()).isEqualTo(200);
    var confirmed = fields("authSecret", Secrets.authSecret("my long password", SALT));
    assertThat(victim.post("/api/me/confirm", confirmed).status()).isEqualTo(204);
  }

  @Test
  void nothingChangesWithoutTheTokenOfThePage() {
    var api = alice();
    var forged =
        api.send(
            api.request("/api/admin/links")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"days\":1}")));
    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.code()).isEqualTo("csrf");
  }

  @Test
  void logOutEndsTheSession() {
    var api = newcomer("leaver", "a password");
    assertThat(api.post("/logout", fields()).status()).isEqualTo(204);
    assertThat(api.get("/api/me").code()).isEqualTo("signed-out");
  }

  @Test
  void aRestartLogsNobodyOut() {
    var data = TestServer.newFolder();
    var first = TestServer.start(data, "--spring.profiles.active=demo");
    var bob = new Api(first);
    bob.logIn("bob", "the builder");
    first.close();
    try (var second = TestServer.start(data, "--spring.profiles.active=demo")) {
      assertThat(bob.movedTo(second).get("/api/me").text("username")).isEqualTo("bob");
    }
  }

  @Test
  void theVaultIsClosedWithoutAFreshPasswordAndOpenWithOne() {
    var api = newcomer("fresh", "a password");
    assertThat(api.get("/api/me/vault").status()).isEqualTo(200);
    assertThat(api.post("/api/me/confirm", fields("authSecret", SALT)).code())
        .isEqualTo("wrong-credentials");
  }

  @Test
  void aLinkIsGoodOnceAndUnknownOnesLookAlike() {
    String url = alice().post("/api/admin/links", fields("days", 1)).text("url");
    String token = url.substring(url.indexOf('#') + 1);
    var api = new Api(server);
    assertThat(api.post("/api/links/check", fields("token", token)).text("kind"))
        .isEqualTo("register");
    assertThat(register(api, token, "once", "a password").status()).isEqualTo(201);
    var used = new Api(server).post("/api/links/check", fields("token", token));
    var unknown = new Api(server).post("/api/links/check", fields("token", "nothing"));
    assertThat(used.status()).isEqualTo(404);
    assertThat(used.raw().body()).isEqualTo(unknown.raw().body());
    assertThat(register(new Api(server), token, "twice", "a password").code())
        .isEqualTo("link-gone");
  }

  @Test
  void aNameIsGivenOnce() {
    String url = alice().post("/api/admin/links", fields("days", 1)).text("url");
    String token = url.substring(url.indexOf('#') + 1);
    assertThat(register(new Api(server), token, "Alice", "a password").code())
        .isEqualTo("name-taken");
    // The link was not used up by that.
    assertThat(register(new Api(server), token, "alicia", "a password").status()).isEqualTo(201);
  }

  @Test
  void administrationDoesNotExistForOthers() {
    var bob = new Api(server);
    bob.logIn("bob", "the builder");
    var some = UUID.randomUUID();
    assertThat(bob.get("/api/admin/users").code()).isEqualTo("not-found");
    assertThat(bob.get("/api/admin/links").code()).isEqualTo("not-found");
    assertThat(bob.post("/api/admin/links", fields("days", 1)).code()).isEqualTo("not-found");
    assertThat(bob.post("/api/admin/users/" + some + "/suspend", fields()).code())
        .isEqualTo("not-found");
    assertThat(bob.post("/api/admin/users/" + some + "/reset-link", fields()).code())
        .isEqualTo("not-found");
  }

  @Test
  void suspensionEndsEverySessionAndTheOnlyAdministratorCannotBeShutOut() {
    var admin = alice();
    var person = newcomer("shut-out", "a password");
    String id = person.get("/api/me").text("userId");
    assertThat(admin.post("/api/admin/users/" + id + "/suspend", fields()).status()).isEqualTo(204);
    assertThat(person.get("/api/me").code()).isEqualTo("signed-out");
    assertThat(new Api(server).logIn("shut-out", "a password").code()).isEqualTo("suspended");
    assertThat(new Api(server).logIn("shut-out", "another").code()).isEqualTo("wrong-credentials");
    String self = admin.get("/api/me").text("userId");
    assertThat(admin.post("/api/admin/users/" + self + "/suspend", fields()).code())
        .isEqualTo("last-admin");
    assertThat(admin.post("/api/admin/users/" + id + "/resume", fields()).status()).isEqualTo(204);
    assertThat(new Api(server).logIn("shut-out", "a password").status()).isEqualTo(200);
  }

  @Test
  void basicIsForReadingAloneAndWithoutASession() {
    var api = new Api(server);
    var basic = "Basic " + Base64.getEncoder().encodeToString("bob:the builder".getBytes());
    var answer = api.send(api.request("/api/online").header("Authorization", basic).GET());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().has("count")).isTrue();
    assertThat(api.cookie("SESSION")).isEmpty();
    var writing = api.withToken(api.request("/api/users/lookup")).header("Authorization", basic);
    assertThat(api.send(writing.POST(BodyPublishers.ofString("{}"))).code())
        .isEqualTo("signed-out");
    var wrong = "Basic " + Base64.getEncoder().encodeToString("bob:wrong".getBytes());
    assertThat(api.send(api.request("/api/online").header("Authorization", wrong).GET()).code())
        .isEqualTo("wrong-credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/me",
    "/api/online",
    "/api/rooms",
    "/api/users?query=a",
    "/api/me/vault",
    "/api/server-keys"
  })
  void nobodyElseReadsAnything(String path) {
    var answer = new Api(server).get(path);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("signed-out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"authSecret\":\"x\",\"authSecret\":\"y\"}",
        "{\"authSecret\":\"x\",\"more\":1}",
        "{}",
        "{\"authSecret\":7}",
        "{\"authSecret\":null}",
        "{\"authSecret\":\"x\"} trailing"
      })
  void malformedBodiesGetOneAnswer(String body) {
    var answer = alice().postText("/api/me/confirm", body, "application/json");
    assertThat(answer.code()).isEqualTo("malformed");
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void aMegabyteIsRefusedBeforeItIsRead() {
    var answer = alice().postText("/api/me/confirm", "x".repeat(1_000_000), "application/json");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.code()).isEqualTo("too-large");
  }

  @Test
  void otherTypesAndAddressesAreRefusedPlainly() {
    var api = alice();
    assertThat(api.postText("/api/me/confirm", "a=b", "text/plain").code()).isEqualTo("wrong-type");
    assertThat(api.get("/api/nothing-here").code()).isEqualTo("not-found");
    assertThat(api.delete("/api/me").code()).isEqualTo("wrong-method");
    assertThat(api.post("/api/admin/users/no-uuid/suspend", fields()).code())
        .isEqualTo("malformed");
    assertThat(api.post("/api/admin/links", fields("days", 31)).code()).isEqualTo("bad-days");
  }
}
