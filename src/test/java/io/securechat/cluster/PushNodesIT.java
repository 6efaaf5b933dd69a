package io.securechat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.push.FakePushService;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Push messages of two nodes, of which one is killed.
class PushNodesIT {

  private static final int LINES = 10;

  /// The killed node may have claimed the subscription, for two minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @Test
  void eachMessageIsPushedOnceAndTheOtherNodeGoesOn() {
    try (var redis = RedisProcess.start();
        var service = new FakePushService()) {
      var cluster = Backends.newCluster(redis);
      var data = TestServer.newFolder();
      var browser = service.new Receiver();
      var first = node(cluster, "first", data);
      try (var second = node(cluster, "second", TwoNodes.withSecretsOf(data));
          var alice = ChatClient.at(first.uri(), "alice", "wonderland");
          var darth = ChatClient.at(second.uri(), "darth", "maul")) {
        String room;
        try (var bob = ChatClient.at(second.uri(), "bob", "the builder")) {
          room = alice.createRoom("Away", bob, darth);
          bob.join(room);
          darth.join(room);
          assertThat(bob.api.put("/api/me/push", browser.subscription()).status()).isEqualTo(204);
        }
        for (int i = 0; i < LINES; i++) {
          long pos = (i % 2 == 0 ? alice : darth).say(room, "line " + i);
          await().atMost(PATIENCE).until(() -> browser.positions().contains(pos));
        }
        assertThat(browser.positions()).hasSize(LINES).doesNotHaveDuplicates();

        long last = alice.say(room, "the last one");
        first.kill();
        await().atMost(PATIENCE).until(() -> browser.positions().contains(last));
      } finally {
        first.close();
      }
    }
  }

  private static ServerProcess node(Backends.Cluster cluster, String name, Path data) {
    var arguments = new ArrayList<>(cluster.arguments(name));
    arguments.add("--secure-chat.push.private-services=true");
    return ServerProcess.start(data, SecureChatApplication.class, arguments.toArray(String[]::new));
  }
}
