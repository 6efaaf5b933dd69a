package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.SettingsFields;
import io.securechat.testing.TestServer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A change redraws only what has changed. Counts the renders of each component.
class RenderTest {

  /// Counts renders by component.
  private static final String COUNTER =
      """
      () => {
        globalThis.drawn = {};
        for (const tag of ['sc-chat', 'sc-rail', 'sc-room', 'sc-timeline', 'sc-message', 'sc-composer', 'sc-people']) {
          const type = customElements.get(tag).prototype;
          const render = type.render;
          type.render = function () {
            drawn[tag] = (drawn[tag] ?? 0) + 1;
            return render.call(this);
          };
        }
      }\
      """;

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static String open;
  private static String other;
  private static final AtomicInteger pongs = new AtomicInteger();

  @BeforeAll
  static void openARoom() {
    // A test posts faster than users do.
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.live.frames-per-second=1000",
            "--secure-chat.roomlog.posts-per-second=1000");
    darth = ChatClient.at(server, "darth", "maul");
    // How far he has read is shown in the timeline, up to a second after he has written.
    var settings = SettingsFields.defaults();
    settings.put("receipts", false);
    darth.api.put("/api/me/settings", settings);
    alice = Person.at(server);
    alice.page.onWebSocket(socket ->
        socket.onFrameReceived(frame -> {
          if (frame.text() != null && frame.text().contains("\"pong\"")) {
            pongs.incrementAndGet();
          }
        }));
    alice.signIn("alice", "wonderland");
    other = room("Other");
    open = room("Open");
    for (int i = 0; i < 30; i++) {
      darth.say(open, "message " + i + ".");
    }
    alice.sees("message 29.");
    alice.page.evaluate(COUNTER);
  }

  private static String room(String name) {
    alice.createRoom(name, "darth");
    String room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    return room;
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  @BeforeEach
  void countFromHere() {
    settled();
    alice.page.evaluate("() => { drawn = {}; }");
  }

  /// Waits until nothing is being rendered.
  private static void settled() {
    alice.page.evaluate(
        """
        async () => {
          for (let before = -1, now = 0; before !== now; ) {
            before = Object.values(drawn).reduce((sum, n) => sum + n, 0);
            for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
            now = Object.values(drawn).reduce((sum, n) => sum + n, 0);
          }
        }\
        """);
  }

  private static int drawn(String tag) {
    var drawn = (Map<?, ?>) alice.page.evaluate("() => drawn");
    return drawn.get(tag) instanceof Number times ? times.intValue() : 0;
  }

  @Test
  void aThousandMessagesInAnotherRoomDrawNothingOfTheOpenOne() {
    darth.say(other, "elsewhere");
    var epoch = darth.openEpoch(other);
    for (int i = 0; i < 1000; i++) {
      darth.send(other, UUID.randomUUID(), darth.seal(epoch, "elsewhere " + i));
    }
    darth.say(other, "elsewhere at last");
    var count =
        alice
            .page
            .locator("a.row", new Page.LocatorOptions().setHasText("Other"))
            .locator(".count");
    assertThat(count).hasText("99+");
    settled();
    assertThat(drawn("sc-rail")).isPositive();
    assertThat(drawn("sc-message")).isZero();
    // What the server says late may draw it once, but nothing of what is counted here does.
    assertThat(drawn("sc-timeline")).isLessThanOrEqualTo(1);
    assertThat(drawn("sc-room")).isZero();
    assertThat(drawn("sc-composer")).isZero();
    assertThat(drawn("sc-people")).isZero();
  }

  @Test
  void oneMessageDrawsOneRow() {
    darth.say(open, "just this one.");
    alice.seesOnce("just this one.");
    settled();
    assertThat(drawn("sc-message")).isOne();
    assertThat(drawn("sc-composer")).isZero();
    assertThat(drawn("sc-people")).isZero();
  }

  @Test
  void typingDoesNotTouchTheTimeline() {
    alice.page.locator("textarea").fill("");
    settled();
    alice.page.evaluate("() => { drawn = {}; }");
    alice.page.locator("textarea").pressSequentially("a few words that nobody sends");
    settled();
    assertThat(drawn("sc-composer")).isPositive();
    // What the server says late may draw it once, but nothing of what is counted here does.
    assertThat(drawn("sc-timeline")).isLessThanOrEqualTo(1);
    assertThat(drawn("sc-message")).isZero();
    alice.page.locator("textarea").fill("");
  }

  @Test
  void anAnswerToAPingDrawsNothing() {
    int before = pongs.get();
    // The page becomes visible again, so it pings.
    alice.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
    alice.page.waitForCondition(() -> pongs.get() > before);
    settled();
    assertThat((Map<?, ?>) alice.page.evaluate("() => drawn")).isEmpty();
  }

  @Test
  void whatOneSendsDrawsItsOwnRowAndTheOneThatWasTheNewestBefore() {
    alice.say("the first of mine");
    alice.say("the second of mine");
    settled();
    alice.page.evaluate("() => { drawn = {}; }");
    alice.say("the third of mine");
    settled();
    // Sending, sent, and the previous message, which loses its tick.
    assertThat(drawn("sc-message")).isBetween(2, 5);
  }
}
