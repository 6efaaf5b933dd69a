package io.securechat.cluster;

import static io.securechat.client.FileClient.CHUNK;
import static io.securechat.client.FileClient.begin;
import static io.securechat.client.FileClient.chunk;
import static io.securechat.client.FileClient.complete;
import static io.securechat.client.FileClient.fetch;
import static io.securechat.client.FileClient.post;
import static io.securechat.client.FileClient.put;
import static io.securechat.client.FileClient.random;
import static io.securechat.client.FileClient.upload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.securechat.SecureChatApplication;
import io.securechat.check.Check;
import io.securechat.client.ChatClient;
import io.securechat.client.FileClient;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.S3Process;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Files of two nodes, in an S3-compatible store.
class FilesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] BYTES = random(2 * CHUNK + 5_000, 1);

  private static RedisProcess redis;
  private static S3Process store;
  private static Backends.Cluster cluster;
  private static Path data;
  private static ServerProcess first;
  private static ServerProcess second;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    store = S3Process.start();
    cluster = Backends.newCluster(redis);
    data = TestServer.newFolder();
    first = node("first", data);
    second = node("second", TwoNodes.withSecretsOf(data));
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    store.close();
    redis.close();
  }

  private static ServerProcess node(String name, Path folder) {
    return ServerProcess.start(folder, SecureChatApplication.class, arguments(name));
  }

  private static String[] arguments(String name) {
    var all = new ArrayList<>(cluster.arguments(name));
    all.addAll(store.arguments());
    return all.toArray(String[]::new);
  }

  private static ChatClient alice(ServerProcess at) {
    return ChatClient.at(at.uri(), "alice", "wonderland");
  }

  private static ChatClient bob(ServerProcess at) {
    return ChatClient.at(at.uri(), "bob", "the builder");
  }

  private static boolean isStored(String file) {
    return store.keys().stream().anyMatch(key -> key.startsWith("files/" + file + "/"));
  }

  private static void deletes(ChatClient who, String room, long pos) {
    var message = who.log(room).get((int) pos - 1);
    byte[] envelope = ChatClient.bytes(message.path("entry"));
    var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
    assertThat(who.change(room, RoomEvent.DELETED, who.user, deletion.bytes()).isOk()).isTrue();
  }

  @Test
  void anUploadContinuesOnTheOtherNodeWhenItsOwnIsKilled() {
    String room;
    String file;
    try (var alice = alice(first);
        var bob = bob(second)) {
      room = alice.createRoom("Files", bob);
      bob.join(room);
      file = begin(alice, room, BYTES.length).text("fileId");
      assertThat(put(alice, room, file, 1, chunk(BYTES, 1)).status()).isEqualTo(204);
    }
    first.kill();
    try (var alice = alice(second)) {
      var there = alice.api.get(FileClient.path(room, file) + "/chunks").body().path("chunks");
      assertThat(there.toString()).isEqualTo("[1]");
      assertThat(put(alice, room, file, 0, chunk(BYTES, 0)).status()).isEqualTo(204);
      assertThat(complete(alice, room, file).status()).isEqualTo(409);
      assertThat(put(alice, room, file, 2, chunk(BYTES, 2)).status()).isEqualTo(204);
      assertThat(complete(alice, room, file).status()).isEqualTo(204);
      assertThat(post(alice, room, "see this", List.of(file)).path("type").asString())
          .isEqualTo("accepted");
    }
    // As a node that was killed while it stored a chunk leaves it.
    String orphan = UUID.randomUUID().toString();
    store.put("files/" + orphan + "/0", new byte[100]);
    first =
        ServerProcess.start(first.port(), data, SecureChatApplication.class, arguments("first"));
    try (var bob = bob(first)) {
      assertThat(fetch(bob, room, file).body()).isEqualTo(BYTES);
      assertThat(fetch(bob, room, file, "Range", "bytes=1048000-1049000").body())
          .isEqualTo(Arrays.copyOfRange(BYTES, 1_048_000, 1_049_001));
    }
    await().atMost(PATIENCE).until(() -> !isStored(orphan));
    assertThat(isStored(file)).isTrue();
  }

  @Test
  void whatIsDeletedOnOneNodeIsGoneFromTheStore() {
    try (var alice = alice(first);
        var bob = bob(second)) {
      String room = alice.createRoom("Gone", bob);
      bob.join(room);
      String file = upload(alice, room, BYTES);
      long pos = post(alice, room, "not for long", List.of(file)).path("pos").asLong();
      assertThat(fetch(bob, room, file).body()).isEqualTo(BYTES);
      deletes(alice, room, pos);
      assertThat(fetch(bob, room, file).statusCode()).isEqualTo(404);
      await().atMost(PATIENCE).until(() -> !isStored(file));
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void theCommandCheckComparesTheBucketWithTheDatabase(CapturedOutput output) {
    String file;
    try (var alice = alice(first);
        var bob = bob(second)) {
      String room = alice.createRoom("Checked", bob);
      bob.join(room);
      file = upload(alice, room, BYTES);
      post(alice, room, "checked", List.of(file));
    }
    assertThat(check()).as(output::getAll).isZero();
    store.remove("files/" + file + "/1");
    store.put("files/" + UUID.randomUUID() + "/0", new byte[100]);
    assertThat(check()).isOne();
    String bucket = "bucket " + S3Process.BUCKET + " at " + store.endpoint();
    assertThat(output)
        .contains("missing from " + bucket + " or have another size: 1. Restore them")
        .contains("Files in " + bucket + " that no message names: 1.");
  }

  private static int check() {
    var arguments = new ArrayList<>(List.of(arguments("checking")));
    arguments.add("--secure-chat.storage.data=" + data);
    return Check.run(arguments.toArray(String[]::new));
  }

  @Test
  void withoutTheStoreMessagesGoOnAndFilesComeBackWithIt() {
    try (var alice = alice(first);
        var bob = bob(second)) {
      String room = alice.createRoom("Outage", bob);
      bob.join(room);
      byte[] bytes = random(1_040, 2);
      String file = upload(alice, room, bytes);
      String half = begin(alice, room, 1_040).text("fileId");
      post(alice, room, "before", List.of(file));
      store.stop();
      assertThat(fetch(bob, room, file).statusCode()).isEqualTo(503);
      assertThat(put(alice, room, half, 0, bytes).text("code")).isEqualTo("not-stored");
      alice.say(room, "meanwhile");
      bob.hears(room, "meanwhile");
      store.startAgain();
      assertThat(fetch(bob, room, file).body()).isEqualTo(bytes);
      assertThat(put(alice, room, half, 0, bytes).status()).isEqualTo(204);
      assertThat(complete(alice, room, half).status()).isEqualTo(204);
    }
  }

  @Test
  void aBucketThatDoesNotExistIsSaidAtTheStart() {
    var wrong = new ArrayList<>(store.arguments());
    wrong.set(0, "--secure-chat.attachments.s3.bucket=nowhere");
    var folder = TestServer.newFolder();
    assertThatThrownBy(() ->
            ServerProcess.start(folder, SecureChatApplication.class, wrong.toArray(String[]::new)))
        .hasMessageContaining(
            "Secure Chat does not start. The store of files refuses bucket nowhere at "
                + store.endpoint())
        .hasMessageNotContaining("secret-key=secret");
  }
}
