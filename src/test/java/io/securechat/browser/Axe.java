package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The accessibility rules of axe. `AxeBuilder` loads axe into each frame for each check, which
/// takes longer than the check itself: here a page loads it once.
final class Axe {

  private static final String SOURCE = source();

  /// Two rules that axe leaves out unless asked. The page has no frames.
  private static final String ALL =
      "rules: { 'label-content-name-mismatch': { enabled: true }, 'target-size': { enabled: true } }";

  private static final String CONTRAST = "runOnly: ['color-contrast']";

  private Axe() {}

  static void check(Page page) {
    check(page, ALL);
  }

  /// What else can change between two color schemes.
  static void checkContrast(Page page) {
    check(page, CONTRAST);
  }

  private static void check(Page page, String rules) {
    if (!(boolean) page.evaluate("'axe' in window")) {
      page.evaluate(SOURCE);
    }
    var violations =
        page.evaluate(
            """
            async () => {
              const { violations } = await axe.run(document, { resultTypes: ['violations'], iframes: false, %s });
              return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`);
            }\
            """
                .formatted(rules));
    assertThat((List<?>) violations).isEmpty();
  }

  private static String source() {
    try (var file = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
