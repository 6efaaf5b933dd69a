package io.securechat.cluster;

import io.securechat.bus.Bus;
import io.securechat.client.ChatClient;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// Two nodes of one server, with PostgreSQL and Redis between them.
final class TwoNodes {

  private static final class Shared {
    static final TwoNodes NODES = new TwoNodes();
  }

  final RedisProcess redis = RedisProcess.start();
  final Backends.Cluster cluster = Backends.newCluster(redis);
  final TestServer first;
  final TestServer second;

  /// The same two nodes for every test of this JVM. A test that stops something must start it
  /// again.
  static TwoNodes shared() {
    return Shared.NODES;
  }

  private TwoNodes() {
    first = node("first", TestServer.newFolder());
    second = node("second", withSecretsOf(first.data()));
  }

  TestServer node(String name, Path data) {
    var arguments = new ArrayList<>(List.of("--spring.profiles.active=demo"));
    arguments.addAll(cluster.arguments(name));
    // Faster than real users.
    arguments.add("--secure-chat.live.frames-per-second=1000");
    arguments.add("--secure-chat.roomlog.posts-per-second=1000");
    return TestServer.start(data, arguments.toArray(String[]::new));
  }

  /// A data folder for another node, with the same private files.
  static Path withSecretsOf(Path data) {
    var folder = TestServer.newFolder();
    try {
      for (String file : List.of("pepper", "server-key")) {
        Files.copy(data.resolve(file), folder.resolve(file));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ChatClient alice(TestServer at) {
    return ChatClient.at(at, "alice", "wonderland");
  }

  static ChatClient bob(TestServer at) {
    return ChatClient.at(at, "bob", "the builder");
  }

  static ChatClient darth(TestServer at) {
    return ChatClient.at(at, "darth", "maul");
  }

  void startRedisAgain() {
    redis.startAgain();
    awaitSignals(true);
  }

  void wakeRedis() {
    redis.wake();
    awaitSignals(true);
  }

  void awaitSignals(boolean come) {
    for (var node : List.of(first, second)) {
      TestModules.await(() -> node.bean(Bus.class).isUp() == come);
    }
  }

  /// Waits until this position of a room arrives over this socket.
  static void hears(ChatClient who, String room, long pos) {
    who.frames.await(frame -> numbers(frame, room).anyMatch(number -> number == pos));
  }

  private static LongStream numbers(JsonNode frame, String room) {
    boolean ofRoom =
        frame.path("type").asString().equals("entries")
            && frame.path("roomId").asString().equals(room);
    return ofRoom
        ? frame.path("entries").valueStream().mapToLong(entry -> entry.path("pos").asLong())
        : LongStream.empty();
  }

  /// All positions of a room that arrived over this socket, in order of arrival.
  static List<Long> heard(ChatClient who, String room) {
    return who.frames.heard().stream()
        .flatMapToLong(frame -> numbers(frame, room))
        .boxed()
        .toList();
  }
}
