package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Markdown as the page draws it. What its trees are is tested in `markdown.test.js`.
class MarkdownTest {

  private static TestServer server;
  private static Person alice;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server);
    alice.signIn("alice", "wonderland").createRoom("Markdown", "bob");
  }

  @AfterAll
  static void stop() {
    alice.close();
    server.close();
  }

  @Test
  void aMessageIsDrawnFromItsTree() {
    alice.say(MESSAGE).seesOnce("The plan");
    Locator text = alice.page.locator(".message__text").filter(has("The plan"));
    assertThat(text.locator("ul > li > ul > li")).hasText("nested");
    assertThat(text.locator("blockquote figure.code pre")).hasText("make tea");
    assertThat(text.locator("blockquote figcaption span")).hasText("sh");
    assertThat(text.locator("table th")).hasText(new String[] {"who", "what"});
    assertThat(text.locator("table td.cell--right")).hasText("tea");
    assertThat(text.locator("em > strong")).hasText("all");
    assertThat(text.locator("hr")).hasCount(1);
    assertThat(text.locator("a")).hasCount(2);
    assertThat(text.locator("a").first()).hasAttribute("href", "https://a.example/wiki/A_(b)");
    assertThat(text.locator("a").last()).hasAttribute("href", "https://evil.example/");
    assertThat(text.locator(".host")).hasText("leads to evil.example");
    assertThat(text).containsText("<img src=x onerror=alert(1)>");
    assertThat(text.locator("img, script")).hasCount(0);
    alice.page.locator(".head__people").click();
    alice.lookedAt("markdown");
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static final String MESSAGE =
      """
      # The plan
      For *__all__* (see https://a.example/wiki/A_(b)), not [**good**.example](https://evil.example):
      - one
        - nested
      - [x] done

      > ```sh
      > make tea
      > ```

      | who | what |
      |-----|-----:|
      | bob |  tea |

      ---
      <img src=x onerror=alert(1)> and ~~that~~ `is *all*`
      """;
}
