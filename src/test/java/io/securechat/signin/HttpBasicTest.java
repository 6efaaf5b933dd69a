package io.securechat.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.credentials.Credentials;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HTTP Basic with the demo's plain passwords, for `curl`.
class HttpBasicTest {

  private static TestServer demo;
  private static Visitor program;

  @BeforeAll
  static void start() {
    demo = TestServer.start("--spring.profiles.active=demo", "--secure-chat.proxy=127.0.0.1");
    program = new Visitor(demo);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static HttpRequest.Builder asking(String path, String nameAndPassword) {
    byte[] bytes = nameAndPassword.getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(demo.uri(path))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private static Visitor.Answer get(String path, String nameAndPassword) {
    return program.send(asking(path, nameAndPassword).GET());
  }

  @Test
  void theThreeOfTheDemoAreLetInWithTheirPasswordsAndGetNoSession() {
    for (String person : new String[] {"alice:wonderland", "bob:the builder", "darth:maul"}) {
      var answer = get("/api/me", person);
      assertThat(answer.status()).as(person).isEqualTo(200);
      assertThat(answer.response().headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(get("/api/online", "alice:wonderland").json().propertyNames())
        .containsExactlyInAnyOrder("count", "users");
    assertThat(get("/api/me", "alice:wonderland").text("role")).isEqualTo("admin");
  }

  @Test
  void whatTheServerDerivesIsWhatABrowserWouldSend() {
    String salt = program.get("/api/sign-in/salt?username=alice").text("salt");
    String secret =
        demo.bean(Credentials.class).derive("wonderland", Base64.getDecoder().decode(salt));
    var fields = java.util.Map.of("username", "alice", "password", secret);
    assertThat(new Visitor(demo).form("/login", fields).status()).isEqualTo(200);
  }

  @Test
  void onlyReadingIsDoneThatWay() {
    var post = asking("/api/admin/links", "alice:wonderland").POST(BodyPublishers.ofString("{}"));
    assertThat(program.send(post.header("Content-Type", "application/json")).refusal())
        .isEqualTo("401 signed-out");
    assertThat(get("/", "alice:wonderland").status()).isEqualTo(302);
    assertThat(get("/api/me/vault", "alice:wonderland").refusal())
        .isEqualTo("403 confirm-password");
  }

  @Test
  void wrongPasswordsUnknownNamesAndRubbishAreRefused() {
    assertThat(get("/api/me", "alice:wrong").refusal()).isEqualTo("401 wrong-credentials");
    assertThat(get("/api/me", "nobody:wrong").refusal()).isEqualTo("401 wrong-credentials");
    var rubbish =
        HttpRequest.newBuilder(demo.uri("/api/me")).header("Authorization", "Basic %%%").GET();
    assertThat(program.send(rubbish).refusal()).isEqualTo("401 signed-out");
  }

  @Test
  void guessingIsStoppedBeforeTheServerDerives() {
    for (int i = 0; i < 10; i++) {
      assertThat(get("/api/me", "bob:" + i).status()).isEqualTo(401);
    }
    assertThat(get("/api/me", "bob:the builder").refusal()).isEqualTo("429 too-many-attempts");
  }

  @Test
  void fromAnotherMachineOnlyOverTls() {
    var plain = asking("/api/me", "darth:maul").header("X-Forwarded-For", "203.0.113.9").GET();
    assertThat(program.send(plain).refusal()).isEqualTo("403 tls-needed");
    var overTls =
        asking("/api/me", "darth:maul")
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Forwarded-Proto", "https")
            .GET();
    assertThat(program.send(overTls).status()).isEqualTo(200);
  }

  @Test
  void itIsOffUnlessItIsSwitchedOn() {
    try (var server =
        TestServer.start("--spring.profiles.active=demo", "--secure-chat.http-basic=false")) {
      var request =
          HttpRequest.newBuilder(server.uri("/api/me"))
              .header("Authorization", "Basic YWxpY2U6d29uZGVybGFuZA==")
              .GET();
      assertThat(new Visitor(server).send(request).refusal()).isEqualTo("401 signed-out");
    }
  }
}
