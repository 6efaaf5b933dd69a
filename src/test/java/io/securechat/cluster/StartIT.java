package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.testing.Api;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What prevents a node from starting, and that the message is plain.
class StartIT {

  private final TwoNodes nodes = TwoNodes.shared();

  @Test
  void databaseThatCannotBeReached() {
    refuses(
        List.of("--secure-chat.database.url=jdbc:postgresql://127.0.0.1:1/nothing"),
        "Cannot connect to PostgreSQL");
  }

  @Test
  void redisThatCannotBeReached() {
    refusesRedis(1, "Cannot connect to Redis at redis://127.0.0.1:1: ");
  }

  @Test
  void databaseThatIsTooOld() {
    try (var old = FakeServer.postgres("13.23")) {
      refuses(
          List.of("--secure-chat.database.url=jdbc:postgresql://127.0.0.1:" + old.port() + "/chat"),
          "The database is PostgreSQL 13");
    }
  }

  /// The fake accepts the connection and closes it at the next query.
  @Test
  void databaseOfTheOldestSupportedVersion() {
    try (var young = FakeServer.postgres("14.0")) {
      refuses(
          List.of(
              "--secure-chat.database.url=jdbc:postgresql://127.0.0.1:" + young.port() + "/chat"),
          "An I/O error occurred");
    }
  }

  @Test
  void redisThatIsTooOld() {
    for (String version : List.of("5.0.14", "2.8.24")) {
      try (var old = FakeServer.redis(version)) {
        refusesRedis(old.port(), "The Redis at redis://127.0.0.1:" + old.port() + " is too old");
      }
    }
  }

  /// The fake accepts the connection and does not know the next command.
  @Test
  void redisOfTheOldestSupportedVersion() {
    for (String version : List.of("6.0.0", "10.1.2")) {
      try (var young = FakeServer.redis(version)) {
        refusesRedis(young.port(), "unknown command `SET`");
      }
    }
  }

  @Test
  void redisWithAnotherPassword() {
    try (var guarded = RedisProcess.guardedBy("right")) {
      refuses(
          TwoNodes.withSecretsOf(nodes.first.data()),
          with(
              nodes.cluster,
              "--secure-chat.cluster.redis=redis://127.0.0.1:" + guarded.port(),
              "--secure-chat.cluster.redis-password=wrong"),
          ": WRONGPASS");
    }
  }

  /// As when a machine starts everything at once: the first connection gets no answer.
  @Test
  void redisThatAnswersLateIsAskedAgain() throws IOException {
    try (var late = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerFromTheSecondConnectionOn(late));
      var arguments =
          with(
              nodes.cluster,
              "--secure-chat.cluster.redis=redis://127.0.0.1:" + late.getLocalPort());
      var data = TwoNodes.withSecretsOf(nodes.first.data());
      try (var node = TestServer.start(data, arguments.toArray(String[]::new))) {
        assertThat(new Api(node.uri("/")).get("/actuator/health").status()).isEqualTo(200);
      }
    }
  }

  private void answerFromTheSecondConnectionOn(ServerSocket late) {
    try (var unanswered = late.accept()) {
      while (unanswered.isBound()) {
        var node = late.accept();
        var redis = new Socket(InetAddress.getLoopbackAddress(), nodes.redis.port());
        Thread.ofVirtual().start(() -> pass(node, redis));
        Thread.ofVirtual().start(() -> pass(redis, node));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // The other side is closed too.
    }
  }

  private void refusesRedis(int port, String words) {
    refuses(
        TwoNodes.withSecretsOf(nodes.first.data()),
        with(nodes.cluster, "--secure-chat.cluster.redis=redis://127.0.0.1:" + port),
        words);
  }

  @Test
  void severalNodesWithoutOneDatabase() {
    refuses(
        List.of(
            "--secure-chat.cluster.redis=redis://127.0.0.1:" + nodes.redis.port(),
            "--secure-chat.cluster.node=alone"),
        "Several nodes need one database");
  }

  @Test
  void secretsThatAreNotThoseOfTheOtherNodes() throws IOException {
    var data = TwoNodes.withSecretsOf(nodes.first.data());
    Files.write(data.resolve("pepper"), new byte[32]);
    refuses(data, with(nodes.cluster), "The file pepper in the data folder is not the one");
  }

  @Test
  void noSecretsAtAll() {
    refuses(with(nodes.cluster), "The file pepper is missing from the data folder");
  }

  @Test
  void nameThatAnotherNodeHas() {
    var arguments = new ArrayList<>(nodes.cluster.arguments("first"));
    refuses(
        TwoNodes.withSecretsOf(nodes.first.data()),
        arguments,
        "Another node named first is running");
  }

  @Test
  void passwordInTheAddress() {
    refuses(
        List.of("--secure-chat.database.url=jdbc:postgresql://localhost/chat?password=secret"),
        "have no password");
  }

  private static List<String> with(Backends.Cluster cluster, String... more) {
    var arguments = new ArrayList<>(cluster.arguments("third"));
    for (String argument : more) {
      String name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(given -> given.startsWith(name));
      arguments.add(argument);
    }
    return arguments;
  }

  private static void refuses(List<String> arguments, String words) {
    refuses(TestServer.newFolder(), arguments, words);
  }

  private static void refuses(Path data, List<String> arguments, String words) {
    assertThatThrownBy(() -> TestServer.start(data, arguments.toArray(String[]::new)).close())
        .hasStackTraceContaining(words);
  }
}
