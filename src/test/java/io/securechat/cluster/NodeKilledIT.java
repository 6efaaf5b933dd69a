package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// One of two nodes is killed while users post on both.
class NodeKilledIT {

  private static final Duration PRESENCE_IS_RIGHT = Duration.ofSeconds(45);
  private static final int LINES = 60;

  private record Line(String text, UUID id, byte[] envelope) {}

  @Test
  void itsUsersContinueOnTheOtherAndNothingIsLostOrDuplicated() {
    try (var redis = RedisProcess.start()) {
      var cluster = Backends.newCluster(redis);
      var data = TestServer.newFolder();
      var first = node(cluster, "first", data);
      try (var second = node(cluster, "second", TwoNodes.withSecretsOf(data));
          var alice = ChatClient.at(first.uri(), "alice", "wonderland");
          var bob = ChatClient.at(second.uri(), "bob", "the builder");
          var darth = ChatClient.at(first.uri(), "darth", "maul")) {
        String room = alice.createRoom("Kill", bob);
        bob.join(room);
        var lines = lines(alice, room);
        lines.forEach(line -> alice.send(room, line.id(), line.envelope()));
        alice.frames.await(_ -> accepted(alice).size() > LINES / 6);
        first.kill();
        long killed = System.nanoTime();
        var acknowledged = accepted(alice);
        bob.say(room, "what a silence");
        goOn(second, bob, room, lines, acknowledged);
        darth.frames.awaitClose();
        whoWasOnItIsGone(bob, killed);
      } finally {
        first.close();
      }
    }
  }

  private static ServerProcess node(
      Backends.Cluster cluster, String name, java.nio.file.Path data) {
    return ServerProcess.start(
        data, SecureChatApplication.class, cluster.arguments(name).toArray(String[]::new));
  }

  private static List<Line> lines(ChatClient who, String room) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < LINES; i++) {
      lines.add(new Line("line " + i, UUID.randomUUID(), who.seal(room, "line " + i)));
    }
    return lines;
  }

  /// Like a page: posts without a position are sent again with the same id.
  private static void goOn(
      ServerProcess second,
      ChatClient bob,
      String room,
      List<Line> lines,
      Map<String, Long> acknowledged) {
    long before = System.nanoTime();
    try (var alice = ChatClient.at(second.uri(), "alice", "wonderland")) {
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
      for (var line : lines) {
        if (!acknowledged.containsKey(line.id().toString())) {
          var answer = alice.post(room, line.id(), line.envelope());
          assertThat(answer.path("type").asString()).isEqualTo("accepted");
        }
      }
      var texts = alice.texts(room);
      for (var line : lines) {
        Long pos = acknowledged.get(line.id().toString());
        assertThat(pos == null ? line.text() : texts.get(pos)).isEqualTo(line.text());
      }
      assertThat(texts.values()).doesNotHaveDuplicates().hasSize(LINES + 1);
      bob.hears(room, lines.getLast().text());
      assertThat(bob.texts(room)).isEqualTo(texts);
      assertThat(TwoNodes.heard(bob, room)).isSorted().doesNotHaveDuplicates();
      assertThat(TwoNodes.heard(bob, room)).containsAll(texts.keySet());
    }
  }

  private static void whoWasOnItIsGone(ChatClient bob, long killed) {
    while (online(bob.api).contains("darth")) {
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(PRESENCE_IS_RIGHT);
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static String online(Api who) {
    return who.get("/api/online").body().path("users").toString();
  }

  private static Map<String, Long> accepted(ChatClient writer) {
    var numbers = new LinkedHashMap<String, Long>();
    for (var frame : writer.frames.heard()) {
      if (frame.path("type").asString().equals("accepted")) {
        numbers.put(frame.path("clientId").asString(), frame.path("pos").asLong());
      }
    }
    return numbers;
  }
}
