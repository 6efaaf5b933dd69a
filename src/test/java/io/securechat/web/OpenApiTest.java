package io.securechat.web;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.client.EpochMaker;
import io.securechat.client.FileClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.client.Rest;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import io.securechat.testing.Pictures;
import io.securechat.testing.Secrets;
import io.securechat.testing.SettingsFields;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// `GET /api/openapi` agrees with the real responses of every endpoint.
class OpenApiTest {

  /// A public key of P-256, from RFC 8291.
  private static final String POINT =
      "BCVxsr7N/eNgVRqvHtD0zTZsEc6+VV+JvLexhqUzORcxaOzi6+AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4=";

  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    var answer = new Api(server).get("/api/openapi");
    assertThat(answer.status()).isEqualTo(200);
    document = answer.body();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Checks each response against the document, and records which endpoints succeeded or refused.
  private static final class AnswerRecord {

    private final List<String> faults = new ArrayList<>();
    private final Set<String> answered = new TreeSet<>();
    private final Set<String> refused = new TreeSet<>();

    synchronized void heard(Api.Exchange exchange) {
      if (exchange.uri().getPort() != server.port()) {
        return;
      }
      String method = exchange.method().toLowerCase(Locale.ROOT);
      for (String template : document.path("paths").propertyNames()) {
        var operation = document.path("paths").path(template).path(method);
        if (matches(template, exchange.uri().getPath()) && !operation.isMissingNode()) {
          String name = exchange.method() + " " + template;
          compare(name, operation.path("responses"), exchange.answer()).stream()
              .map(fault -> name + " " + fault)
              .forEach(faults::add);
          return;
        }
      }
    }

    private List<String> compare(String name, JsonNode responses, Rest.Answer answer) {
      boolean good = answer.status() < 400;
      (good ? answered : refused).add(name);
      String status = String.valueOf(answer.status());
      if (good && !responses.has(status)) {
        return List.of("answers " + status);
      }
      var content = responses.path(good ? status : "default").path("content");
      String type = answer.raw().headers().firstValue("Content-Type").orElse("");
      if (content.isMissingNode()) {
        return answer.raw().body().isEmpty() ? List.of() : List.of("answers a body");
      }
      if (!content.has(type)) {
        return List.of("answers " + type);
      }
      if (!content.path(type).has("schema")) {
        return List.of(); // the bytes of an image or a file
      }
      return new SchemaCheck(document).faults(content.path(type).path("schema"), answer.body());
    }

    /// `{id}` matches one segment. Literal paths come first, as in Spring.
    private static boolean matches(String template, String path) {
      var wanted = template.split("/", -1);
      var given = path.split("/", -1);
      if (wanted.length != given.length) {
        return false;
      }
      for (int i = 0; i < wanted.length; i++) {
        boolean open = wanted[i].startsWith("{") && !isWord(given[i]);
        if (!open && !wanted[i].equals(given[i])) {
          return false;
        }
      }
      return true;
    }

    private static boolean isWord(String part) {
      return part.equals("lookup") || part.equals("pins");
    }
  }

  private static Set<String> documented() {
    var all = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method -> all.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return all;
  }

  @Test
  void everyEndpointIsInTheDocument() {
    var served = new TreeSet<String>(Set.of("POST /login", "POST /logout"));
    server
        .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .forEach(info ->
            info.getPatternValues().stream()
                .filter(path ->
                    path.startsWith("/api/")
                        || path.startsWith("/actuator/")
                        || path.startsWith("/box/"))
                .forEach(path ->
                    info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> served.add(method + " " + path))));
    assertThat(documented()).isEqualTo(served);
  }

  /// One journey through all endpoints, in which each succeeds once and refuses once.
  @Test
  void everyAnswerIsAsTheDocumentSays() throws Exception {
    var record = new AnswerRecord();
    Consumer<Api.Exchange> watch = record::heard;
    Api.watch(watch);
    try {
      journey();
      refusals();
    } finally {
      Api.unwatch(watch);
    }
    assertThat(record.faults).isEmpty();
    assertThat(record.answered).isEqualTo(documented());
    var refusing = documented();
    refusing.removeIf(name -> name.contains("/actuator/") || name.contains("/api/openapi"));
    assertThat(record.refused).containsAll(refusing);
  }

  private static void journey() throws Exception {
    var nobody = new Api(server);
    for (String path :
        List.of(
            "/api/openapi",
            "/actuator/health",
            "/actuator/health/liveness",
            "/actuator/health/readiness")) {
      nobody.get(path);
    }
    // Without an identity, the vault is empty.
    var fresh = new Api(server);
    fresh.logIn("darth", "maul");
    fresh.get("/api/me");
    fresh.get("/api/me/vault");
    fresh.get("/api/me/pins");
    fresh.get("/api/users?query=darth");
    fresh.post("/logout", fields());
    try (var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder")) {
      people(alice, bob);
      managed(alice, bob);
      endToEnd(alice, bob);
      vault(bob);
      administration(alice, bob);
    }
  }

  private static void people(ChatClient alice, ChatClient bob) {
    var api = alice.api;
    String identity = api.get("/api/me").text("identityId");
    api.get("/api/online");
    var settings = SettingsFields.defaults();
    settings.put("zone", "Europe/Berlin");
    api.put("/api/me/settings", settings);
    api.get("/api/me/settings");
    api.put("/api/me/status", fields("status", "Here"));
    api.put("/api/me/name", fields("displayName", "Alice Liddell"));
    api.put("/api/me/avatar", fields("image", Base64Text.of(Pictures.jpeg(256, 256))));
    api.get("/api/avatars/" + api.get("/api/me").text("avatar"));
    api.delete("/api/me/avatar");
    new Api(server).logIn("bob", "the builder");
    bob.api
        .get("/api/me/sessions")
        .body()
        .path("sessions")
        .valueStream()
        .filter(session -> !session.path("current").asBoolean())
        .forEach(
            session -> bob.api.delete("/api/me/sessions/" + session.path("sessionId").asString()));
    bob.api.delete("/api/me/sessions");
    api.get("/api/me/push");
    var subscription =
        fields(
            "endpoint",
            "https://push.example.org/" + alice.user,
            "p256dh",
            POINT,
            "auth",
            Base64Text.of(new byte[16]),
            "zone",
            "Europe/Berlin");
    api.put("/api/me/push", subscription);
    api.delete("/api/me/push");
    api.get("/api/server-keys");
    api.get("/api/users?query=&limit=5");
    api.get("/api/users/" + bob.user);
    api.get("/api/users/" + bob.user + "/identities");
    api.post("/api/users/lookup", fields("usernames", List.of("bob", "nobody")));
    api.get("/api/identities/" + identity);
    api.post(
        "/api/identities/lookup", fields("ids", List.of(identity, UUID.randomUUID().toString())));
  }

  private static void managed(ChatClient alice, ChatClient bob) throws Exception {
    String room = alice.createRoom("Open book");
    alice.change(room, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    alice.say(room, "chapter one");
    alice.invite(room, bob);
    bob.api.get("/api/rooms");
    alice.api.get("/api/rooms/" + room);
    bob.join(room);
    bob.api.post("/api/rooms/" + room + "/keys/wanted", fields("epochs", List.of(1)));
    alice.api.get("/api/rooms/" + room + "/keys");
    byte[] grant = new EpochMaker(alice).share(room, alice.epoch(room, 1), bob.keys.id);
    var grants = fields("grants", List.of(Base64Text.of(grant)));
    alice.api.post("/api/rooms/" + room + "/keys/shared", grants);
    bob.api.get("/api/rooms/" + room + "/keys");
    bob.texts(room);
    bob.api.get("/api/rooms");
    bob.api.get("/api/rooms/" + room + "/members");
    bob.api.get("/api/rooms/" + room + "/events?after=0&limit=10");
    bob.api.get("/api/rooms/" + room + "/log?before=3");
    bob.api.post("/api/rooms/" + room + "/read", fields("pos", 2));
    files(alice, room);
    bob.api.put("/api/me/rooms/" + room + "/level", fields("level", "mentions"));
  }

  private static void files(ChatClient who, String room) {
    String file = FileClient.upload(who, room, FileClient.random(1_040, 1));
    String path = FileClient.path(room, file);
    who.api.get(path + "/chunks");
    who.api.get(path);
    who.api.send(who.api.request(path).header("Range", "bytes=1-2").GET());
    who.api.delete(path);
  }

  private static void endToEnd(ChatClient alice, ChatClient bob) {
    String room = alice.createRoom(RoomMode.END_TO_END, "Closed book", bob);
    alice.api.get("/api/rooms/" + room);
    bob.join(room);
    alice.say(room, "only we");
    bob.texts(room);
    var box = LetterboxAddress.open(alice, room, false, "CI", alice, bob);
    bob.api.get("/api/rooms/" + room + "/boxes");
    bob.api.sendLetter("/box/" + box.token(), box.seal("Build 1 failed."));
    alice.api.post("/api/rooms/" + room + "/boxes/" + box.number() + "/token", fields());
    String direct = alice.openDirect(bob).text("roomId");
    var chosen = fields("favourite", false, "accepted", false);
    bob.api.put("/api/me/rooms/" + direct, chosen);
    bob.api.get("/api/me/rooms");
    bob.api.put("/api/me/blocks/" + alice.user, fields());
    bob.api.get("/api/me/blocks");
    bob.api.delete("/api/me/blocks/" + alice.user);
  }

  /// Everything about a user's own keys, with a user who has a vault.
  private static void vault(ChatClient bob) {
    var api = bob.api;
    String salt = api.get("/api/sign-in/salt?username=bob").text("salt");
    String secret = Secrets.authSecret("the builder", salt);
    api.post("/api/me/confirm", fields("authSecret", secret));
    var stored = api.get("/api/me/vault").body();
    byte[] lock = ChatClient.bytes(stored.path("locks").get(0).path("lock"));
    api.post(
        "/api/me/recovery", fields("lock", Base64Text.of(lock(bob.user, 2)), "authSecret", secret));
    api.get("/api/me/vault");
    byte[] pins = ChatClient.bytes(api.get("/api/me/pins").body().path("pins"));
    pins[28]++;
    String identity = api.get("/api/me").text("identityId");
    api.put("/api/me/pins", fields("identityId", identity, "pins", Base64Text.of(pins)));
    api.post(
        "/api/me/password",
        fields(
            "authSecret",
            secret,
            "newSalt",
            drawn(16),
            "newAuthSecret",
            drawn(32),
            "oldLockHash",
            Base64Text.of(Sha256.of(lock)),
            "newLock",
            Base64Text.of(lock(bob.user, 1))));
  }

  /// A random salt or secret, as from a browser.
  private static String drawn(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return Base64Text.of(bytes);
  }

  /// A lock (SC1L) with random content, which the server cannot detect.
  private static byte[] lock(UUID user, int kind) {
    return new ByteWriter()
        .bytes("SC1L".getBytes(StandardCharsets.US_ASCII))
        .u8(1)
        .bytes(new io.securechat.protocol.UserId(user).bytes())
        .u8(kind)
        .bytes(new byte[12 + 48])
        .done();
  }

  private static void administration(ChatClient alice, ChatClient bob) {
    var admin = alice.api;
    String room = "/api/admin/rooms/" + bob.createRoom("Left alone", alice);
    alice.join(room.substring(room.lastIndexOf('/') + 1));
    admin.get("/api/admin/users?limit=2");
    var withdrawn = admin.post("/api/admin/links", fields("days", 1));
    admin.get("/api/admin/links");
    admin.delete("/api/admin/links/" + withdrawn.text("linkId"));
    String token = token(admin.post("/api/admin/links", fields("days", 1)));
    var newcomer = new Api(server);
    newcomer.post("/api/links/check", fields("token", token));
    newcomer.post(
        "/api/links/register",
        fields(
            "token",
            token,
            "username",
            "newcomer",
            "displayName",
            "A Newcomer",
            "salt",
            drawn(16),
            "authSecret",
            drawn(32)));
    var recovering = new Api(server);
    String reset = token(admin.post("/api/admin/users/" + bob.user + "/reset-link", fields()));
    recovering.post("/api/links/check", fields("token", reset));
    var closed = recovering.post("/api/links/vault", fields("token", reset)).body();
    byte[] recovery = ChatClient.bytes(closed.path("recoveryLock"));
    recovering.post(
        "/api/links/recover",
        fields(
            "token",
            reset,
            "salt",
            drawn(16),
            "authSecret",
            drawn(32),
            "recoveryLockHash",
            Base64Text.of(Sha256.of(recovery)),
            "lock",
            Base64Text.of(lock(bob.user, 1))));
    String anew = token(admin.post("/api/admin/users/" + bob.user + "/reset-link", fields()));
    var secret = drawn(32);
    new Api(server)
        .post("/api/links/reset", fields("token", anew, "salt", drawn(16), "authSecret", secret));
    admin.get("/api/admin/users/" + bob.user + "/ownership");
    admin.post("/api/admin/users/" + bob.user + "/suspend", fields());
    admin.get("/api/admin/users");
    admin.get("/api/admin/rooms/leaderless");
    admin.get(room + "/candidates");
    admin.post(room + "/owner", fields("userId", alice.user));
    admin.post("/api/admin/users/" + bob.user + "/resume", fields());
  }

  private static String token(Rest.Answer link) {
    return link.text("url").replaceFirst("^[^#]*#", "");
  }

  /// Endpoints that need a session refuse requests without one; the others refuse invalid input.
  private static void refusals() {
    var nobody = new Api(server);
    for (String endpoint : documented()) {
      String method = endpoint.substring(0, endpoint.indexOf(' '));
      String path =
          endpoint
              .substring(endpoint.indexOf(' ') + 1)
              .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
      switch (method) {
        case "GET" -> nobody.get(path);
        case "PUT" -> nobody.put(path, fields());
        case "DELETE" -> nobody.delete(path);
        default -> {
          boolean form = path.equals("/login");
          String type = form ? "application/x-www-form-urlencoded" : "application/json";
          nobody.postText(path, form ? "username=x" : "[", type);
        }
      }
    }
    nobody.postText("/logout", "x", "text/plain");
  }
}
