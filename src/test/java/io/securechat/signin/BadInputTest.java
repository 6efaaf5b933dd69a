package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.Visitor;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/// Invalid input is answered with a stable code and a plain sentence, and not repeated.
@ExtendWith(OutputCaptureExtension.class)
class BadInputTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = Visitor.secret("some secret");

  /// Every endpoint with a body, with a valid example.
  private static final Map<String, Map<String, Object>> BODIES =
      Map.of(
          "/api/links/check", Map.of("token", "none"),
          "/api/links/reset",
              Map.of("token", "none", "salt", Visitor.salt("x"), "authSecret", SECRET),
          "/api/links/register",
              Map.of(
                  "token", "none",
                  "username", "mei",
                  "displayName", "Mei",
                  "salt", Visitor.salt("x"),
                  "authSecret", SECRET),
          "/api/me/confirm", Map.of("authSecret", SECRET),
          "/api/me/password",
              Map.of(
                  "authSecret", SECRET,
                  "newSalt", Visitor.salt("x"),
                  "newAuthSecret", SECRET,
                  "oldLockHash", SECRET,
                  "newLock", SECRET),
          "/api/admin/links", Map.of("days", 3));

  private static SignInRig rig;

  @BeforeAll
  static void start() {
    rig = SignInRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatIsNotAsItShouldBeIsRefused(CapturedOutput output) {
    return BODIES.entrySet().stream()
        .flatMap(endpoint ->
            spoilt(endpoint.getValue()).entrySet().stream()
                .map(bad ->
                    DynamicTest.dynamicTest(
                        endpoint.getKey() + ": " + bad.getKey(),
                        () -> {
                          var answer = rig.admin.postText(endpoint.getKey(), bad.getValue());
                          assertThat(answer.refusal()).isEqualTo("400 malformed");
                          assertThat(answer.json().propertyNames())
                              .containsExactlyInAnyOrder("type", "title", "status", "code");
                          assertThat(answer.response().body()).doesNotContain("SPOILT");
                          assertThat(output.getAll()).doesNotContain("SPOILT");
                        })));
  }

  /// Variants of the body with one error each, by the error's name.
  private static Map<String, String> spoilt(Map<String, Object> good) {
    var bad = new LinkedHashMap<String, String>();
    String text = JSON.writeValueAsString(good);
    bad.put("nothing", "");
    bad.put("not JSON", "SPOILT");
    bad.put("cut off", text.substring(0, text.length() - 1));
    bad.put("something behind it", text + "\"SPOILT\"");
    bad.put("a list", "[" + text + "]");
    bad.put("null", "null");
    bad.put("an unknown field", "{\"SPOILT\":1," + text.substring(1));
    for (String field : good.keySet()) {
      String value = JSON.writeValueAsString(good.get(field));
      bad.put("doubled " + field, "{\"" + field + "\":" + value + "," + text.substring(1));
      bad.put("without " + field, without(good, field));
      bad.put("null as " + field, with(good, field, null));
      bad.put("a list as " + field, with(good, field, List.of("SPOILT")));
      bad.put("an object as " + field, with(good, field, Map.of("SPOILT", 1)));
      bad.put("true as " + field, with(good, field, true));
      Object otherType = good.get(field) instanceof String ? 7 : "7";
      bad.put("another type as " + field, with(good, field, otherType));
    }
    return bad;
  }

  private static String without(Map<String, Object> good, String field) {
    var less = new LinkedHashMap<>(good);
    less.remove(field);
    return JSON.writeValueAsString(less);
  }

  private static String with(Map<String, Object> good, String field, @Nullable Object value) {
    var changed = new LinkedHashMap<String, @Nullable Object>(good);
    changed.put(field, value);
    return JSON.writeValueAsString(changed);
  }

  @TestFactory
  Stream<DynamicTest> aBodyOfAMegabyteIsRefusedWhetherItSaysItsLengthOrNot() {
    String megabyte = "{\"authSecret\":\"" + "A".repeat(1 << 20) + "\"}";
    return Stream.concat(BODIES.keySet().stream(), Stream.of("/login"))
        .flatMap(path ->
            Stream.of(
                DynamicTest.dynamicTest(
                    path + ", said",
                    () -> refusesTooLarge(path, BodyPublishers.ofString(megabyte))),
                DynamicTest.dynamicTest(
                    path + ", not said",
                    () ->
                        refusesTooLarge(
                            path,
                            BodyPublishers.ofInputStream(() ->
                                new ByteArrayInputStream(
                                    megabyte.getBytes(StandardCharsets.US_ASCII)))))));
  }

  private static void refusesTooLarge(String path, HttpRequest.BodyPublisher body) {
    String type =
        path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
    boolean open = path.startsWith("/api/links") || path.equals("/login");
    var visitor = open ? rig.visitor() : rig.admin;
    var request = visitor.request(path).header("Content-Type", type).POST(body);
    assertThat(visitor.send(request).refusal()).isEqualTo("413 too-large");
  }

  @Test
  void addressesMethodsAndTypesThatDoNotFitAreNamedPlainly() {
    var admin = rig.admin;
    assertThat(admin.get("/api/no-such-thing").refusal()).isEqualTo("404 not-found");
    assertThat(admin.get("/api/admin/no-such-thing").refusal()).isEqualTo("404 not-found");
    assertThat(admin.get("/api/links/check").refusal()).isEqualTo("405 wrong-method");
    assertThat(admin.delete("/api/me").refusal()).isEqualTo("405 wrong-method");
    assertThat(admin.form("/api/me/confirm", Map.of("authSecret", SECRET)).refusal())
        .isEqualTo("415 wrong-type");
    assertThat(admin.get("/api/sign-in/salt").refusal()).isEqualTo("400 malformed");
    assertThat(admin.get("/api/admin/users?limit=many").refusal()).isEqualTo("400 malformed");
    assertThat(admin.get("/api/me;a=b").refusal()).isEqualTo("400 malformed");
    assertThat(admin.get("/api/%2e%2e/me").refusal()).isEqualTo("400 malformed");
    assertThat(admin.post("/api/admin/users/not-an-id/suspend", Map.of()).refusal())
        .isEqualTo("400 malformed");
    assertThat(admin.delete("/api/admin/links/7").refusal()).isEqualTo("400 malformed");
    String nobody = "00000000-0000-4000-8000-000000000000";
    assertThat(admin.post("/api/admin/users/" + nobody + "/suspend", Map.of()).refusal())
        .isEqualTo("404 not-found");
  }

  @Test
  void secretsAndSaltsOfAnotherLengthAreRefused() {
    var body = new LinkedHashMap<>(BODIES.get("/api/links/register"));
    body.put("token", rig.registrationToken());
    body.put("salt", SECRET);
    assertThat(rig.visitor().post("/api/links/register", body).refusal())
        .isEqualTo("400 malformed");
    body.put("salt", Visitor.salt("x"));
    for (String bad : List.of("", "AAAA", SECRET.replace("=", ""), SECRET + "\n", "*" + SECRET)) {
      body.put("authSecret", bad);
      assertThat(rig.visitor().post("/api/links/register", body).refusal())
          .isEqualTo("400 malformed");
    }
    body.put("authSecret", SECRET);
    assertThat(rig.visitor().post("/api/links/register", body).status()).isEqualTo(201);
  }

  @Test
  void anUnknownPageIsAnsweredWithAnErrorPage() {
    var request = rig.admin.request("/no-such-page").setHeader("Accept", "text/html").GET();
    var answer = rig.admin.send(request);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.response().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/html");
  }

  @Test
  void linksAreMadeForOneToThirtyDays() {
    assertThat(rig.admin.post("/api/admin/links", Map.of("days", 0)).refusal())
        .isEqualTo("422 bad-days");
    assertThat(rig.admin.post("/api/admin/links", Map.of("days", 31)).refusal())
        .isEqualTo("422 bad-days");
  }
}
