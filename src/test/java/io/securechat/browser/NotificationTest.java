package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
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
}
