package io.securechat.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// The server is killed while people write, five times over. What was acknowledged is there,
/// nothing is there twice, and everybody reads it in one order.
class KillIT {

  private static final int ROUNDS = 5;
  private static final int LINES_BEFORE_THE_END = 40;

  private record Sent(String text, UUID id, byte[] envelope) {}

  @Test
  void nothingAcknowledgedIsLostOrDoubledAndAllReadOneOrder() throws Exception {
    var data = TestServer.newFolder();
    var acknowledged = new TreeMap<Long, String>();
    String room = null;
    for (int round = 0; round < ROUNDS; round++) {
      var server = ServerProcess.start(data, SecureChatApplication.class);
      var alice = ChatClient.at(server.uri(), "alice", "wonderland");
      var bob = ChatClient.at(server.uri(), "bob", "the builder");
      if (room == null) {
        room = alice.createRoom("Kill", bob);
        bob.join(room);
      }
      assertThat(alice.texts(room)).containsAllEntriesOf(acknowledged);
      acknowledged.putAll(writeUntilKilled(server, room, round, List.of(alice, bob)));
      alice.close();
      bob.close();
    }
    try (var server = ServerProcess.start(data, SecureChatApplication.class);
        var alice = ChatClient.at(server.uri(), "alice", "wonderland");
        var bob = ChatClient.at(server.uri(), "bob", "the builder")) {
      var texts = alice.texts(room);
      assertThat(texts).containsAllEntriesOf(acknowledged);
      assertThat(texts.values()).doesNotHaveDuplicates();
      assertThat(bob.texts(room)).isEqualTo(texts);
      assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * LINES_BEFORE_THE_END / 2);
      var positions = alice.log(room).stream().map(e -> e.path("pos").asLong()).toList();
      for (int i = 0; i < positions.size(); i++) {
        assertThat(positions.get(i)).isEqualTo(i + 1L);
      }
    }
  }

  /// Both write without waiting for each line; the server dies in the middle.
  private static Map<Long, String> writeUntilKilled(
      ServerProcess server, String room, int round, List<ChatClient> writers) throws Exception {
    writers.getFirst().openEpoch(room);
    var sent = new ConcurrentLinkedQueue<Sent>();
    var threads = new ArrayList<Thread>();
    for (ChatClient writer : writers) {
      threads.add(Thread.startVirtualThread(() -> write(writer, room, round, sent)));
    }
    var watcher = writers.getFirst();
    watcher.frames.await(f -> accepted(watcher).size() >= LINES_BEFORE_THE_END / 2);
    server.kill();
    for (Thread thread : threads) {
      thread.join();
    }
    var texts = new LinkedHashMap<Long, String>();
    for (ChatClient writer : writers) {
      var numbers = accepted(writer);
      for (Sent line : sent) {
        Long pos = numbers.get(line.id().toString());
        if (pos != null) {
          texts.put(pos, line.text());
        }
      }
    }
    return texts;
  }

  private static void write(
      ChatClient writer, String room, int round, ConcurrentLinkedQueue<Sent> sent) {
    try {
      for (int i = 0; i < 4 * LINES_BEFORE_THE_END; i++) {
        String text = round + ":" + writer.user + ":" + i;
        var line = new Sent(text, UUID.randomUUID(), writer.seal(room, text));
        sent.add(line);
        writer.send(room, line.id(), line.envelope());
        // Some are sent twice, as a page does that is not sure.
        if (i % 5 == 0) {
          writer.send(room, line.id(), line.envelope());
        }
      }
    } catch (RuntimeException e) {
      // The server is gone: what was acknowledged until here is what counts.
    }
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
