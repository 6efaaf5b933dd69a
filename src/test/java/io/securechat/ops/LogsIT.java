package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.bytes.Base64Text;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The log has the configured format and contains nothing of what users write, at any log level.
class LogsIT {

  @ParameterizedTest
  @CsvSource({"ecs, /message", "logstash, /message"})
  void everyLineIsJsonWhereThatWasAskedFor(String format, String message) {
    try (var server = start("--logging.structured.format.console=" + format)) {
      String bob = new Api(server.uri()).logIn("bob", "the builder").text("userId");
      var lines = server.log().lines().map(Api.JSON::readTree).toList();
      assertThat(lines)
          .anySatisfy(
              line -> assertThat(line.at(message).asString()).startsWith("Secure Chat is open"))
          .anySatisfy(line -> {
            assertThat(line.path("act").asString()).isEqualTo("log-in");
            assertThat(line.path("user").asString()).isEqualTo(bob);
          });
    }
  }

  @Test
  void theMostVerboseLogHasNoContentOrSecrets() {
    try (var server = start("--logging.level.root=debug", "--logging.level.io.securechat=trace");
        var alice = ChatClient.at(server.uri(), "alice", "wonderland");
        var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
      String room = alice.createRoom("Zanzibar", bob);
      bob.join(room);
      byte[] envelope = alice.seal(room, "of ships and sealing wax");
      alice.post(room, UUID.randomUUID(), envelope);
      bob.hears(room, "of ships and sealing wax");
      alice.post(room, UUID.randomUUID(), new byte[] {1, 2, 3});
      alice.api.post("/api/rooms", "{\"events\":[\"Zanzibar\"]}");
      String salt = alice.api.get("/api/sign-in/salt?username=alice").text("salt");
      String log = server.log();
      assertThat(log).contains("DEBUG");
      assertThat(log)
          .doesNotContain(
              "Zanzibar",
              "sealing wax",
              "wonderland",
              "the builder",
              Secrets.authSecret("wonderland", salt),
              alice.api.cookie("session"),
              alice.api.cookie("xsrf"),
              Base64Text.of(envelope).substring(0, 40),
              Base64Text.of(alice.openEpoch(room).secret));
    }
  }

  private static ServerProcess start(String... arguments) {
    return ServerProcess.start(TestServer.demoFolder(), SecureChatApplication.class, arguments);
  }
}
