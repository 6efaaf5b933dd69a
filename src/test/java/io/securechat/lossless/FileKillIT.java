package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.SecureChatApplication;
import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.client.Rest;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The server is killed while files are uploaded, sent and deleted.
class FileKillIT {

  private static final int ROUNDS = FaultyServer.LONG ? 10 : 3;
  private static final int CHUNKS = 3;
  private static final int SIZE = (CHUNKS - 1) * FileClient.CHUNK + 5_000;

  /// What the server has acknowledged of one file.
  private static final class Upload {

    final byte[] bytes;
    final String file;
    final Set<Integer> chunks = ConcurrentHashMap.newKeySet();
    volatile boolean complete;
    volatile long pos;
    volatile byte[] envelope = {};

    Upload(String file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAndTheRestContinues() throws Exception {
    var data = TestServer.demoFolder();
    var server = ServerProcess.start(data, SecureChatApplication.class);
    try {
      String room;
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
        room = alice.createRoom("Kill");
      }
      var all = new ConcurrentHashMap<String, Upload>();
      for (int round = 0; round < ROUNDS; round++) {
        try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
          killedWhileUploading(server, alice, room, all);
        }
        server = ServerProcess.start(server.port(), data, SecureChatApplication.class);
        try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
          continueAll(alice, room, all);
        }
      }
      try (var alice = ChatClient.at(server.uri(), "alice", "wonderland")) {
        deletedMessagesLeaveNothing(data, alice, room, all);
      }
    } finally {
      server.close();
    }
  }

  private static void killedWhileUploading(
      ServerProcess server, ChatClient alice, String room, Map<String, Upload> all)
      throws InterruptedException {
    var begun = new CountDownLatch(4);
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                upload(alice, room, all, begun);
              }
            } catch (RuntimeException e) {
              // The server is gone.
            }
          }));
    }
    begun.await();
    server.kill();
    for (var thread : threads) {
      thread.join();
    }
  }

  private static void upload(
      ChatClient alice, String room, Map<String, Upload> all, CountDownLatch begun) {
    byte[] bytes = FileClient.random(SIZE, all.size());
    String file = FileClient.begin(alice, room, SIZE).text("fileId");
    var upload = new Upload(file, bytes);
    all.put(file, upload);
    for (int n = 0; n < CHUNKS; n++) {
      required(FileClient.put(alice, room, file, n, FileClient.chunk(bytes, n)));
      upload.chunks.add(n);
    }
    required(FileClient.complete(alice, room, file));
    upload.complete = true;
    begun.countDown();
  }

  private static void required(Rest.Answer answer) {
    if (!answer.isOk()) {
      throw new IllegalStateException(String.valueOf(answer.status()));
    }
  }

  /// Completes what was interrupted, and sends everything.
  private static void continueAll(ChatClient alice, String room, Map<String, Upload> all) {
    for (var upload : all.values()) {
      if (upload.pos > 0) {
        continue;
      }
      var there =
          alice.api.get(FileClient.path(room, upload.file) + "/chunks").body().path("chunks");
      var stored = new TreeSet<Integer>();
      there.forEach(number -> stored.add(number.asInt()));
      assertThat(stored).containsAll(upload.chunks);
      if (upload.complete) {
        assertThat(FileClient.fetch(alice, room, upload.file).body()).isEqualTo(upload.bytes);
      }
      IntStream.range(0, CHUNKS)
          .filter(n -> !stored.contains(n))
          .forEach(n ->
              required(
                  FileClient.put(alice, room, upload.file, n, FileClient.chunk(upload.bytes, n))));
      required(FileClient.complete(alice, room, upload.file));
      upload.complete = true;
      upload.envelope = alice.seal(room, "file");
      var answer =
          FileClient.post(alice, room, UUID.randomUUID(), upload.envelope, List.of(upload.file));
      assertThat(answer.path("type").asString()).isEqualTo("accepted");
      upload.pos = answer.path("pos").asLong();
      assertThat(FileClient.fetch(alice, room, upload.file).body()).isEqualTo(upload.bytes);
    }
  }

  private static void deletedMessagesLeaveNothing(
      Path data, ChatClient alice, String room, Map<String, Upload> all) {
    var byPosition = new TreeMap<Long, Upload>();
    all.values().forEach(upload -> byPosition.put(upload.pos, upload));
    var named =
        byPosition.values().stream()
            .map(upload -> Deletion.Ref.of(upload.pos, upload.envelope))
            .toList();
    var deletion = new Deletion(named, List.of());
    assertThat(alice.change(room, RoomEvent.DELETED, alice.user, deletion.bytes()).status())
        .isEqualTo(200);
    await().atMost(Duration.ofSeconds(60)).until(() -> stored(data) == 0);
  }

  private static long stored(Path data) throws IOException {
    try (var paths = Files.walk(data.resolve("files"))) {
      return paths.filter(Files::isRegularFile).count();
    }
  }
}
