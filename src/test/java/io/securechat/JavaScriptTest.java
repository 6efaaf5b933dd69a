package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Runs the tests of the browser's modules below `src/test/js` with the Node that Playwright
/// includes, so that only a JDK is needed.
class JavaScriptTest {

  @Test
  void allModuleTestsPass() throws Exception {
    var driver =
        Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
    Path log = Path.of("target", "javascript-tests.log");
    var command = new ArrayList<>(List.of(node(driver).toString(), "--test"));
    command.addAll(tests());
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    String output = Files.readString(log);
    assertThat(ended && process.exitValue() == 0)
        .withFailMessage(() -> output.replaceAll("(?m)^✔.*\\R", ""))
        .isTrue();
    assertThat(output).containsPattern("tests [1-9]");
  }

  private static Path node(Driver driver) {
    return Path.of(driver.createProcessBuilder().command().getFirst());
  }

  private static List<String> tests() throws IOException {
    try (var files = Files.walk(Path.of("src", "test", "js"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.js")).sorted().toList();
    }
  }
}
