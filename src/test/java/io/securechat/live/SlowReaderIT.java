package io.securechat.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A client that stops reading harms only itself: others receive every message in order, and it is
/// closed and catches up from the log.
@Timeout(180)
class SlowReaderIT {

  /// More than the send buffer and the kernel's buffers on both sides can hold.
  private static final int LINES = 900;

  private static final int PAUSE = 40;
  private static final String FILLER = "x".repeat(15_000);

  @ParameterizedTest
  @ValueSource(strings = {"stopped", "slowly"})
  void theOthersLoseNothingAndTheSlowReaderIsClosed(String how) throws Exception {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--secure-chat.live.frames-per-second=1000",
                "--secure-chat.roomlog.posts-per-second=1000");
        var alice = ChatClient.at(server, "alice", "wonderland");
        var bob = ChatClient.at(server, "bob", "the builder");
        var darth = ChatClient.at(server, "darth", "maul")) {
      String room = alice.createRoom("Slow", bob, darth);
      assertThat(bob.join(room).status()).isEqualTo(200);
      assertThat(darth.join(room).status()).isEqualTo(200);
      long first = alice.say(room, "begin") + 1;
      var reader = reader(server, bob, how);
      try (var output = reader.inputReader()) {
        assertThat(output.readLine()).isEqualTo("ready");
        bob.close();
        if (how.equals("stopped")) {
          signal("STOP", reader);
        }
        var epoch = alice.openEpoch(room);
        long last = first + LINES - 1;
        for (long pos = first; pos <= last; pos++) {
          alice.send(room, UUID.randomUUID(), alice.seal(epoch, FILLER));
          if (pos % PAUSE == 0 || pos == last) {
            hears(darth, room, pos);
          }
        }
        assertThat(darth.frames.heard().stream().flatMap(frame -> positions(frame, room).stream()))
            .filteredOn(pos -> pos >= first)
            .isEqualTo(LongStream.rangeClosed(first, last).boxed().toList());
        if (how.equals("stopped")) {
          signal("CONT", reader);
          assertThat(output.readLine()).isIn("closed 4409", "dropped");
        }
        awaitOffline(alice, bob.user);
        catchesUp(server, bob, room, last);
      } finally {
        reader.destroyForcibly();
      }
    }
  }

  /// Waits until the message has arrived: a Java client reads no faster than the server writes.
  private static void hears(ChatClient who, String room, long pos) {
    who.frames.await(frame -> positions(frame, room).contains(pos), Duration.ofSeconds(60));
  }

  private static void awaitOffline(ChatClient witness, UUID user) {
    witness.frames.await(
        frame ->
            frame
                .path("changes")
                .valueStream()
                .anyMatch(change ->
                    change.path("userId").asString().equals(user.toString())
                        && !change.path("online").asBoolean()),
        Duration.ofSeconds(45));
  }

  private static void catchesUp(TestServer server, ChatClient bob, String room, long last) {
    try (var frames = Frames.open(server.uri("/"), bob.api)) {
      var held = Api.fields("roomId", room, "pos", last - 3);
      frames.send(Api.fields("type", "hello", "rooms", List.of(held)));
      frames.await(frame -> positions(frame, room).contains(last));
      assertThat(frames.heard().stream().flatMap(frame -> positions(frame, room).stream()))
          .containsExactly(last - 2, last - 1, last);
    }
  }

  private static List<Long> positions(tools.jackson.databind.JsonNode frame, String room) {
    return frame.path("roomId").asString("").equals(room)
        ? frame.path("entries").valueStream().map(entry -> entry.path("pos").asLong()).toList()
        : List.of();
  }

  private static Process reader(TestServer server, ChatClient who, String how) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            StalledReader.class.getName(),
            Integer.toString(server.port()),
            who.api.sessionCookie(),
            how)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void signal(String name, Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }
}
