package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.securechat.SecureChatApplication;
import io.securechat.browser.Person;
import io.securechat.client.ChatClient;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// A server that shuts down gracefully closes its sockets with "going away", and everyone
/// reconnects when it is back.
class StopIT {

  private static final double SECONDS = 1000;

  @Test
  void everySocketIsClosedAsGoingAwayAndReconnects() {
    var data = TestServer.demoFolder();
    var server = ServerProcess.start(data, SecureChatApplication.class);
    try {
      URI uri = server.uri();
      try (var page = Person.at(uri).signIn("bob", "the builder");
          var idle = ChatClient.at(uri, "alice", "wonderland")) {
        String room = idle.createRoom("Stop", ChatClient.at(uri, "bob", "the builder"));
        page.accept("Stop").say("before").seesOnce("before");
        var scribe = SteadyWriter.start("a", room, () -> ChatClient.at(uri, "alice", "wonderland"));
        scribe.writesOn(30);

        Duration took = server.terminate();

        assertThat(took).isLessThan(Duration.ofSeconds(10));
        assertThat(idle.frames.awaitClose()).isEqualTo(1001);
        int port = server.port();
        Assertions.assertThatThrownBy(() -> new Socket("localhost", port).close())
            .isInstanceOf(ConnectException.class);
        page.say("said while it was away");

        server = ServerProcess.start(port, data, SecureChatApplication.class);
        PlaywrightAssertions.assertThat(page.page.locator(".me .sub"))
            .hasText("Online", new LocatorAssertions.HasTextOptions().setTimeout(15 * SECONDS));
        LossCheck.isSent(page);
        scribe.writesOn(30);
        scribe.finish();
        try (var alice = ChatClient.at(uri, "alice", "wonderland");
            var bob = ChatClient.at(uri, "bob", "the builder")) {
          var texts = LossCheck.holds(room, List.of(scribe), alice, bob);
          assertThat(texts).containsValue("said while it was away");
          LossCheck.isShown(page, texts);
        }
      }
    } finally {
      server.close();
    }
  }
}
