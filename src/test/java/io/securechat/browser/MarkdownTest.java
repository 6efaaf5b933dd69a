package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Markdown as specified by CommonMark and GFM, as far as docs/markdown.md promises it, at bounded
/// cost.
class MarkdownTest {

  private static final Path CHECKS = Path.of("src/test/js/view/markdown-checks.js");
  private static final Path EXAMPLES = Path.of("src/test/js/view/markdown-examples.json");

  /// Limits on the characters that the lexer may read and the patterns that it may try. Without
  /// limits, some of the texts take more than ten times as many.
  private static final int MOST_WORK = 1_000_000;

  private static final int LONGEST = 16_384;

  private static TestServer server;
  private static Person alice;
  private static Map<String, Object> examples;

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void start() throws IOException {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server);
    alice.context().route("**/markdown-checks.js", MarkdownTest::serve);
    alice.signIn("alice", "wonderland").createRoom("Markdown", "bob");
    examples = JsonMapper.shared().readValue(Files.readString(EXAMPLES), Map.class);
  }

  @AfterAll
  static void stop() {
    alice.close();
    server.close();
  }

  private static void serve(Route route) {
    var answer = new Route.FulfillOptions().setContentType("text/javascript; charset=utf-8");
    route.fulfill(answer.setPath(CHECKS));
  }

  @Test
  void examplesOfTheSpecificationHaveTheirTrees() {
    assertThat((List<?>) examples.get("examples")).hasSizeGreaterThan(380);
    assertThat((List<?>) check("checks.failures(tree, examples)")).isEmpty();
  }

  @Test
  void eachExampleOfTheSpecificationIsRunOrLeftOutForAReason() {
    assertThat((List<?>) check("checks.unaccounted(examples)")).isEmpty();
  }

  @Test
  void hostileTextCostsNoMoreThanItsLimits() {
    var costs = (List<?>) check("checks.costs(lexer, tree)");
    assertThat(costs).hasSizeGreaterThan(60);
    assertThat(costs)
        .allSatisfy(cost -> {
          assertThat(figure(cost, "work")).isLessThanOrEqualTo(MOST_WORK);
          assertThat(figure(cost, "patterns")).isLessThanOrEqualTo(MOST_WORK);
          assertThat(figure(cost, "nodes")).isLessThanOrEqualTo(LONGEST + 2);
          assertThat(figure(cost, "depth")).isLessThanOrEqualTo(24);
        });
    assertThat(costs).anySatisfy(cost -> assertThat(figure(cost, "depth")).isGreaterThan(8));
  }

  private static int figure(Object cost, String name) {
    return ((Number) ((Map<?, ?>) cost).get(name)).intValue();
  }

  @Test
  void theLibrarysCostlyPatternsAreNotUsed() {
    try (var bob = Person.at(server)) {
      bob.context().route("**/markdown-checks.js", MarkdownTest::serve);
      bob.open("/login");
      assertThat(check(bob, "checks.withoutCostlyPatterns(marked, tree)").toString())
          .isEqualTo(
              "[[\"p\",[\"a\",\"https://a.example/\",[\"em\",\"a\"]],\" <b> \","
                  + "[\"a\",\"https://b.example/\",\"https://b.example\"],[\"br\"],\"===\","
                  + "[\"br\"],\"[c]: d\"]]");
    }
  }

  private static Object check(String expression) {
    return check(alice, expression);
  }

  private static Object check(Person person, String expression) {
    return person.page.evaluate(
        """
        async (examples) => {
          const module = document.querySelector('script[type=module]').src;
          const at = (path) => new URL(path, module.replace('/bundles/', '/js/')).href;
          const [checks, tree, lexer, marked] = await Promise.all([
            import(at('../view/markdown-checks.js')), import(at('../view/markdown-tree.js')),
            import(at('../view/markdown-lexer.js')), import('marked'),
          ]);
          return %s;
        }
        """
            .formatted(expression),
        examples);
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
