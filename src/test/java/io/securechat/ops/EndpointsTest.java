package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.net.http.HttpClient;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Health without details for everyone, details and metrics on a separate port, and nothing else of
/// Actuator anywhere, even if the settings ask for all of it.
class EndpointsTest {

  private static TestServer server;
  private static Api alice;
  private static Api management;

  @BeforeAll
  static void start() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--management.server.port=0",
            "--management.endpoints.web.exposure.include=*");
    alice = new Api(server);
    alice.logIn("alice", "wonderland");
    management = Scrape.management(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/auditevents",
        "/beans",
        "/caches",
        "/conditions",
        "/configprops",
        "/env",
        "/env/java.home",
        "/flyway",
        "/heapdump",
        "/httpexchanges",
        "/info",
        "/integrationgraph",
        "/jolokia",
        "/liquibase",
        "/logfile",
        "/loggers",
        "/loggers/ROOT",
        "/mappings",
        "/metrics",
        "/metrics/jvm.info",
        "/modulith",
        "/quartz",
        "/refresh",
        "/sbom",
        "/scheduledtasks",
        "/sessions",
        "/shutdown",
        "/startup",
        "/threaddump"
      })
  void nothingElseAnswersOnEitherPort(String endpoint) {
    String path = "/actuator" + endpoint;
    assertThat(management.get(path).status()).isEqualTo(404);
    assertThat(management.post(path, "{}").status()).isEqualTo(404);
    assertThat(new Api(server).get(path).status()).isEqualTo(401);
    assertThat(alice.get(path).status()).isEqualTo(404);
    assertThat(alice.post(path, "{}").status()).isEqualTo(404);
  }

  /// The client offers HTTP/2 by `Upgrade: h2c`.
  @Test
  void bothPortsSpeakHttp1WithoutTls() {
    assertThat(management.get("/actuator/prometheus").raw().version())
        .isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(alice.get("/api/me").raw().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void theMetricsAreNotOnThePublicPort() {
    assertThat(management.get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(new Api(server).get("/actuator/prometheus").status()).isEqualTo(401);
    assertThat(alice.get("/actuator/prometheus").status()).isEqualTo(404);
  }

  @Test
  void theChatIsNotOnTheManagementPort() {
    assertThat(management.get("/login").status()).isEqualTo(404);
    assertThat(management.get("/api/sign-in/salt?username=alice").status()).isEqualTo(404);
    assertThat(management.get("/files/x/js/pages/chat.js").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/liveness", "/readiness"})
  void healthIsOneWordOnThePublicPort(String group) {
    var answer = new Api(server).get("/actuator/health" + group);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.raw().body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void readinessDetailsNameTheWriterAndTheReaders() {
    var parts = parts();
    assertThat(parts.path("writer").path("status").asString()).isEqualTo("UP");
    assertThat(parts.path("readers").path("status").asString()).isEqualTo("UP");
    assertThat(management.get("/actuator/health").body().path("components").has("diskSpace"))
        .isTrue();
  }

  @Test
  void aLockedDatabaseAffectsReadinessAndNotLiveness() throws SQLException {
    String file = "jdbc:sqlite:" + server.data().resolve("secure-chat.db");
    var asking = new Api(server);
    try (var other = DriverManager.getConnection(file);
        var statement = other.createStatement()) {
      statement.execute("begin immediate");
      io.securechat.testing.TestModules.await(
          () -> asking.get("/actuator/health/readiness").status() == 503);
      assertThat(asking.get("/actuator/health/readiness").raw().body())
          .isEqualTo("{\"status\":\"DOWN\"}");
      assertThat(asking.get("/actuator/health/liveness").status()).isEqualTo(200);
      var parts = parts();
      assertThat(parts.path("writer").path("status").asString()).isEqualTo("DOWN");
      assertThat(parts.path("readers").path("status").asString()).isEqualTo("UP");
      statement.execute("rollback");
    }
    io.securechat.testing.TestModules.await(
        () -> asking.get("/actuator/health/readiness").status() == 200);
  }

  private static JsonNode parts() {
    return management
        .get("/actuator/health/readiness")
        .body()
        .path("components")
        .path("database")
        .path("components");
  }
}
