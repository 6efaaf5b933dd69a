package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.Browser;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Desktop notifications while a page is open. The browser's own are replaced by a list.
class NotificationTest {

  private static final String LIST =
      """
      window.shown = [];
      window.Notification = class extends EventTarget {
        static permission = 'granted';
        constructor(title, { body, tag }) {
          super();
          window.shown.push({ title, body, tag });
          window.last = this;
          document.documentElement.dataset.shown = window.shown.length;
        }
        close() {}
      };
      """;

  /// Counts the browser's own notifications once they are on the screen, tones, and the app's
  /// badge.
  private static final String COUNT =
      """
      const count = (what, by = 1) => document.documentElement.dataset[what] = Number(document.documentElement.dataset[what] ?? 0) + by;
      const Own = window.Notification;
      window.Notification = class extends Own {
        constructor(title, options) {
          super(title, options);
          this.addEventListener('show', () => { document.documentElement.dataset.body = options.body; count('shown'); });
        }
      };
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...all) { count('tones'); return start.apply(this, all); };
      navigator.setAppBadge = async (unread) => void (document.documentElement.dataset.badge = unread);
      """;

  /// Whether it is this tab's turn to notify: no tab waits for it any more.
  private static final String TURN =
      """
      async () => {
        const { held, pending } = await navigator.locks.query();
        const isIt = ({ name }) => name.startsWith('notifier-');
        return held.some(isIt) && !pending.some(isIt);
      }\
      """;

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Notes", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    alice.sees("Darth joined");
    alice.context().addInitScript(LIST);
    alice.page.reload();
    assertThat(alice.page.locator(".compose textarea")).isEnabled();
  }

  @AfterAll
  static void stop() {
    alice.close();
    Browser.closeWholeChromium();
    darth.close();
    server.close();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> shown() {
    return (List<Map<String, String>>) alice.page.evaluate("shown");
  }

  @Test
  void aMessageInARoomThatIsNotLookedAtNotifiesOnceAndAClickOpensIt() {
    alice.say("I look at this room");
    darth.say(room, "while you look");
    alice.sees("while you look");
    alice.page.evaluate("location.hash = '#/settings/notifications'");
    assertThat(alice.page.getByText("Send a test")).isVisible();
    darth.say(room, "while you are away");
    assertThat(alice.page.locator("html[data-shown]")).hasCount(1);
    assertThat(shown()).hasSize(1);
    assertThat(shown().getFirst().get("title")).contains("Darth").contains("Notes");
    assertThat(shown().getFirst()).containsEntry("body", "while you are away");
    assertThat(shown().getFirst()).containsEntry("tag", room);
    assertThat(alice.page.locator("link[rel=icon]"))
        .hasAttribute("href", Pattern.compile("ring-unread\\.svg$"));
    alice.page.evaluate("last.dispatchEvent(new Event('click'))");
    assertThat(
            alice.page.locator(
                "li.message", new Page.LocatorOptions().setHasText("while you are away")))
        .isFocused();
    assertThat(alice.page.locator("link[rel=icon]"))
        .hasAttribute("href", Pattern.compile("ring\\.svg$"));
  }

  private static Locator counted(Page page, String what, String number) {
    return page.locator("html[data-" + what + "='" + number + "']");
  }

  @Test
  void ofSeveralTabsOneNotifiesWithItsToneAndEachShowsHowMuchIsUnread() {
    try (var bob = Person.inWholeChromium(server)) {
      bob.context().grantPermissions(List.of("notifications"));
      bob.context().addInitScript(COUNT);
      bob.signIn("bob", "the builder").createRoom("Bells", "darth");
      String bells = bob.page.url().substring(bob.page.url().lastIndexOf('/') + 1);
      darth.join(bells);
      bob.sees("Darth joined");
      Page second = bob.tab("/#/settings/notifications");
      assertThat(second.getByText("Send a test")).isVisible();
      bob.page.evaluate("location.hash = '#/settings/notifications'");
      assertThat(bob.page.getByText("Send a test")).isVisible();

      darth.say(bells, "one ring");
      assertThat(counted(bob.page, "body", "one ring")).hasCount(1);
      assertThat(counted(bob.page, "tones", "1")).hasCount(1);
      for (Page page : List.of(bob.page, second)) {
        assertThat(counted(page, "badge", "1")).hasCount(1);
      }
      bob.page.close();
      // A browser slows down pages behind others.
      second.bringToFront();
      second.waitForFunction(TURN);
      darth.say(bells, "another ring");
      assertThat(counted(second, "body", "another ring")).hasCount(1);
      // The first message was none of the second tab's.
      assertThat(counted(second, "shown", "1")).hasCount(1);
      assertThat(counted(second, "badge", "2")).hasCount(1);
    }
  }
}
