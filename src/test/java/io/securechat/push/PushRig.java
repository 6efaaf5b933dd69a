package io.securechat.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.ChatClient;
import io.securechat.protocol.UserId;
import io.securechat.push.FakePushService.Receiver;
import io.securechat.sockets.Connections;
import io.securechat.testing.Api;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// A server with a clock that stands still and a push service on loopback.
final class PushRig implements AutoCloseable {

  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  static class StandingClock {

    @Bean
    @Primary
    Clock testClock() {
      return TestClock.atThisMoment();
    }
  }

  final FakePushService service = new FakePushService();
  private final String[] arguments;
  TestServer server;

  PushRig(String... more) {
    this.arguments =
        Stream.concat(
                Stream.of(
                    "--spring.profiles.active=demo", "--secure-chat.push.private-services=true"),
                Arrays.stream(more))
            .toArray(String[]::new);
    this.server = started(TestServer.demoFolder());
  }

  private TestServer started(Path folder) {
    return TestServer.start(folder, StandingClock.class, arguments);
  }

  /// Stops the server and starts it again with the same data.
  void restart(Runnable meanwhile) {
    server.close();
    meanwhile.run();
    server = started(server.data());
  }

  void advance(Duration time) {
    ((TestClock) server.bean("testClock", Clock.class)).advance(time);
  }

  JdbcClient database() {
    return server.bean(JdbcClient.class);
  }

  long count(String table) {
    return database().sql("select count(*) from " + table).query(Long.class).single();
  }

  ChatClient signIn(String username, String password) {
    return ChatClient.at(server, username, password);
  }

  /// Subscribes a session, and closes its page.
  Receiver away(ChatClient who) {
    var browser = service.new Receiver();
    assertThat(who.api.put("/api/me/push", browser.subscription()).status()).isEqualTo(204);
    closePage(who);
    return browser;
  }

  void closePage(ChatClient who) {
    who.close();
    var connections = server.bean(Connections.class);
    await(() -> connections.of(new UserId(who.user)).isEmpty());
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /// Waits for a push message about an entry, and opens it.
  JsonNode awaitPush(Receiver browser, long pos) {
    await(() -> browser.positions().contains(pos));
    return browser.accepted().stream()
        .map(browser::open)
        .filter(payload -> payload.path("pos").asLong() == pos)
        .findFirst()
        .orElseThrow();
  }

  /// Posts a message that mentions these users, and returns its position.
  static long mention(ChatClient from, String room, String text, Object alert) {
    var answer = from.post(room, UUID.randomUUID(), from.seal(room, text), Map.of("alert", alert));
    assertThat(answer.path("type").asString()).isEqualTo("accepted");
    return answer.path("pos").asLong();
  }

  static void choose(Api api, String key, Object value) {
    var settings = io.securechat.testing.SettingsFields.defaults();
    settings.put(key, value);
    assertThat(api.put("/api/me/settings", settings).status()).isEqualTo(204);
  }

  @Override
  public void close() {
    server.close();
    service.close();
  }
}
