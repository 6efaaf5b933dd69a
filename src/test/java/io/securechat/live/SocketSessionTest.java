package io.securechat.live;

import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Lifetime of sessions that are used only over a socket, and a socket that never sends hello.
class SocketSessionTest {

  private static final int SIGNED_OUT = 4401;
  private static final int NO_HELLO = 4410;

  // Not annotated with @Configuration: the application under test scans this package too.
  static class Inside {

    @Bean
    @Primary
    static TestClock testClock() {
      return TestClock.atThisMoment();
    }
  }

  private static TestServer start(String... settings) {
    var all = new java.util.ArrayList<>(List.of("--spring.profiles.active=demo"));
    all.addAll(List.of(settings));
    return TestServer.start(TestServer.demoFolder(), Inside.class, all.toArray(String[]::new));
  }

  private static void answersPing(Frames frames) {
    long before = pongs(frames);
    frames.send(fields("type", "ping"));
    frames.await(_ -> pongs(frames) > before);
  }

  private static long pongs(Frames frames) {
    return frames.heard().stream().filter(f -> f.path("type").asString().equals("pong")).count();
  }

  @Test
  void aSocketThatIsMerelyOpenKeepsNoSessionAndOneThatReadsOrPostsDoes() {
    try (var server = start();
        var idle = ChatClient.at(server, "alice", "wonderland");
        var reads = ChatClient.at(server, "bob", "the builder");
        var posts = ChatClient.at(server, "darth", "maul")) {
      var clock = server.bean(TestClock.class);
      String room = reads.createRoom("Read");
      long pos = reads.say(room, "something");
      String other = posts.createRoom("Posted");
      posts.say(other, "something");
      byte[] sealed = posts.seal(other, "two weeks later");
      clock.advance(Duration.ofDays(13));
      answersPing(idle.frames);
      reads.frames.send(fields("type", "read", "roomId", room, "pos", pos));
      answersPing(reads.frames);
      posts.post(other, java.util.UUID.randomUUID(), sealed);
      clock.advance(Duration.ofDays(2));
      assertThat(idle.frames.awaitClose()).isEqualTo(SIGNED_OUT);
      answersPing(reads.frames);
      answersPing(posts.frames);
      assertThat(reads.api.get("/api/me").status()).isEqualTo(200);
      assertThat(posts.api.get("/api/me").status()).isEqualTo(200);
    }
  }

  @Test
  void aSocketAtWorkIsNotEndedByAShortIdleTimeButByItsLifetime() {
    try (var server = start("--spring.session.timeout=10m", "--secure-chat.sessions.lifetime=1h");
        var idle = ChatClient.at(server, "alice", "wonderland");
        var works = ChatClient.at(server, "bob", "the builder")) {
      var clock = server.bean(TestClock.class);
      String room = works.createRoom("Work");
      long pos = works.say(room, "something");
      for (int i = 0; i < 8; i++) {
        clock.advance(Duration.ofMinutes(7));
        works.frames.send(fields("type", "read", "roomId", room, "pos", pos));
        answersPing(works.frames);
      }
      assertThat(idle.frames.awaitClose()).isEqualTo(SIGNED_OUT);
      answersPing(works.frames);
      clock.advance(Duration.ofMinutes(7));
      assertThat(works.frames.awaitClose()).isEqualTo(SIGNED_OUT);
      assertThat(works.api.get("/api/me").code()).isEqualTo("signed-out");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSocketThatNeverSaysHelloIsTold(boolean besideOneThatDoes) {
    try (var server = start("--secure-chat.live.hello-within=500ms")) {
      var api = new io.securechat.testing.Api(server);
      api.logIn("alice", "wonderland");
      try (var silent = Frames.open(server.uri("/"), api);
          var polite = Frames.open(server.uri("/"), api)) {
        if (besideOneThatDoes) {
          polite.send(fields("type", "hello", "rooms", List.of()));
          polite.await("welcome");
        }
        assertThat(silent.await("problem").path("code").asString()).isEqualTo("no-hello");
        assertThat(silent.awaitClose()).isEqualTo(NO_HELLO);
        if (besideOneThatDoes) {
          answersPing(polite);
        } else {
          assertThat(polite.awaitClose()).isEqualTo(NO_HELLO);
        }
      }
    }
  }
}
