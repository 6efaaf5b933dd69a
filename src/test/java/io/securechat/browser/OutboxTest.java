package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many messages that were written offline, at the server's limits.
class OutboxTest {

  private static final int MESSAGES = 150;
  private static final double PATIENCE_MILLIS = 90_000;

  /// Under the usual limits the socket's own frame rate is the nearest one; under the lower ones
  /// posts are refused with `retryAfter`.
  @ParameterizedTest
  @ValueSource(ints = {100, 15})
  void whatWasWrittenOfflineIsAllSentOnceInOrderOverOneSocket(int postsPerSecond) {
    try (var server =
            TestServer.start(
                "--spring.profiles.active=demo",
                "--secure-chat.roomlog.posts-per-second=" + postsPerSecond);
        var alice = Person.at(server).signIn("alice", "wonderland");
        var reader = ChatClient.at(server, "darth", "maul")) {
      alice.createRoom("Many", "darth");
      String room = HostileRig.roomOf(alice);
      reader.join(room);
      alice.sees("Darth joined").say("before").seesOnce("before");
      var wire = Wire.of(alice.page);
      wire.cut();
      alice.page.evaluate(
          """
          async (messages) => {
            const area = document.querySelector('textarea');
            for (const message of messages) {
              area.value = message;
              area.dispatchEvent(new InputEvent('input', { bubbles: true }));
              area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
              await new Promise((done) => setTimeout(done));
            }
          }
          """,
          messages());
      assertThat(alice.page.locator(".rail")).isVisible();
      assertThat(alice.page.locator(".log"))
          .containsText("message " + (MESSAGES - 1) + ".", patiently());
      int before = wire.sockets();
      wire.mend();
      alice.page.waitForFunction(
          "() => document.getElementById('app').session.unsentCount === 0",
          null,
          new com.microsoft.playwright.Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
      assertThat(alice.page.locator(".message--sending, .message--waiting, .failed"))
          .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS));
      assertThat(wire.sockets()).isEqualTo(before + 1);
      assertThat(
              reader.texts(room).values().stream()
                  .filter(text -> text.startsWith("message "))
                  .toList())
          .containsExactlyElementsOf(messages());
    }
  }

  /// Drawing hundreds of messages takes a loaded machine many seconds.
  private static LocatorAssertions.ContainsTextOptions patiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static List<String> messages() {
    return IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i + ".").toList();
  }
}
