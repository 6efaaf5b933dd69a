package io.securechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// What the jar does with its arguments.
@ExtendWith(OutputCaptureExtension.class)
class LauncherTest {

  private final List<List<String>> served = new ArrayList<>();

  /// The exit code; -1 if the server was started.
  private int run(String... arguments) {
    return Launcher.run(arguments, settings -> served.add(List.of(settings))).orElse(-1);
  }

  @Test
  void settingsGoToTheServerWithAndWithoutItsCommand() {
    assertThat(run()).isEqualTo(-1);
    assertThat(run("--server.port=1", "--debug")).isEqualTo(-1);
    assertThat(run("serve", "--server.port=1", "--secure-chat.http-basic")).isEqualTo(-1);
    assertThat(served)
        .containsExactly(
            List.of(),
            List.of("--server.port=1", "--debug"),
            List.of("--server.port=1", "--secure-chat.http-basic"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start",
        "Serve",
        "serve now",
        "serve --verison",
        "--verison",
        "-p",
        "--server.port=1 client",
        "check here",
        "health --fast",
        "back-up",
        "back-up one two three",
        "back-up --to",
        "reset-password",
        "reset-password alice bob",
        "convert",
        "convert one two",
        "completion zsh"
      })
  void aWrongCommandLineIsRefusedInASentence(String line, CapturedOutput output) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(served).isEmpty();
    assertThat(output.getErr().lines()).hasSize(1);
    assertThat(output.getErr()).matches("(There is no|The command|Usage: secure-chat ).*\\R");
    assertThat(output.getOut()).isEmpty();
  }

  static Stream<String> commands() {
    return Launcher.commands().stream().map(Launcher.Command::name);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void eachCommandHasItsOwnHelp(String name, CapturedOutput output) {
    assertThat(run(name, "--help")).isZero();
    assertThat(output.getOut()).startsWith("Usage: ").contains(name);
    assertThat(output.getErr()).isEmpty();
    int before = output.getOut().length();
    assertThat(run("--help")).isZero();
    assertThat(output.getOut().substring(before)).contains("\n  " + name + " ");
    assertThat(served).isEmpty();
  }

  @Test
  void theVersionIsOneLine(CapturedOutput output) {
    assertThat(run("--version")).isZero();
    assertThat(output.getOut()).startsWith("Secure Chat ").hasLineCount(1);
  }

  @Test
  void completionKnowsEachCommandAndThoseOfTheClient() {
    String script = Completion.script(Launcher.commands());
    String all = commands().collect(Collectors.joining(" "));
    assertThat(script)
        .contains("local commands=\"" + all + "\"")
        .contains("secure-chat_client_listen")
        .contains("complete -F _complete_secure-chat");
  }
}
