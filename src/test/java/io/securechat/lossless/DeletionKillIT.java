package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.DatabaseFiles;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The server is killed while messages are deleted.
class DeletionKillIT {

  private static final int MESSAGES = 60;

  private record Posted(long pos, byte[] envelope) {}

  @Test
  void eachDeletionThatWasAnsweredHoldsAndItsBytesAreOverwrittenAfterTheStart() throws Exception {
    var data = TestServer.demoFolder();
    var server = ServerProcess.start(data, SecureChatApplication.class);
    try {
      var posted = new ArrayList<Posted>();
      var answered = new AtomicInteger();
      String room;
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
        room = alice.createRoom("Kill");
        for (int i = 0; i < MESSAGES; i++) {
          byte[] envelope = alice.seal(room, "line " + i);
          long pos = alice.post(room, UUID.randomUUID(), envelope).path("pos").asLong();
          posted.add(new Posted(pos, envelope));
        }
        var begun = new CountDownLatch(5);
        var deleting =
            Thread.startVirtualThread(() -> {
              for (var one : posted.subList(0, 50)) {
                if (!isDeleted(alice, room, one)) {
                  return;
                }
                answered.incrementAndGet();
                begun.countDown();
              }
            });
        begun.await();
        server.kill();
        deleting.join();
      }
      server = ServerProcess.start(server.port(), data, SecureChatApplication.class);
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
        // Checks the chain, and that each missing message is named by an event.
        int left = alice.texts(room).size();
        int gone = MESSAGES - left;
        assertThat(gone).isBetween(answered.get(), answered.get() + 1);
        var log = alice.log(room);
        for (int i = 0; i < MESSAGES; i++) {
          assertThat(log.get((int) posted.get(i).pos() - 1).has("entry")).isEqualTo(i >= gone);
        }
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() ->
                posted.subList(0, gone).stream()
                    .noneMatch(one -> DatabaseFiles.hold(data, one.envelope())));
        assertThat(DatabaseFiles.hold(data, posted.getLast().envelope())).isTrue();
      }
    } finally {
      server.close();
    }
  }

  private static boolean isDeleted(ChatClient who, String room, Posted one) {
    var deletion = new Deletion(List.of(Deletion.Ref.of(one.pos(), one.envelope())), List.of());
    try {
      return who.change(room, RoomEvent.DELETED, who.user, deletion.bytes()).status() == 200;
    } catch (RuntimeException e) {
      // The server is gone.
      return false;
    }
  }
}
