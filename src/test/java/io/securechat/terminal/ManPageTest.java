package io.securechat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The man page names what the client has, and nothing else.
class ManPageTest {

  private static final Pattern OPTION = Pattern.compile("(?m)(?<=^|[ ,\\[])--?[a-zA-Z][a-z-]*");
  private static final Pattern COMMAND = Pattern.compile("(?m)^\\\\fB([a-z]+)\\\\fR");
  private static final Pattern CODE = Pattern.compile("(?m)^\\.B (\\d+)\\n(.+)$");

  private final CommandLine client =
      ClientCommand.command(
          new Streams(new ByteArrayInputStream(new byte[0]), System.out, System.err));

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "secure-chat-client.1"));
  }

  @Test
  void itNamesEachOptionAndNoOther() throws IOException {
    var options = new TreeSet<String>();
    collect(client, options);
    String plain = page().replaceAll("\\\\f[BIR]", "").replace("\\-", "-").replace("java -jar", "");
    var named = new TreeSet<String>();
    OPTION.matcher(plain).results().forEach(found -> named.add(found.group()));
    assertThat(named).isEqualTo(options);
  }

  private static void collect(CommandLine command, Set<String> options) {
    command.getCommandSpec().options().forEach(one -> options.addAll(Set.of(one.names())));
    command.getSubcommands().values().forEach(sub -> collect(sub, options));
  }

  @Test
  void itNamesEachCommandAndNoOther() throws IOException {
    String part = page().replaceAll("(?s).*\\.SH COMMANDS|\\.SH EXIT STATUS.*", "");
    var named = new TreeSet<String>();
    COMMAND.matcher(part).results().forEach(found -> named.add(found.group(1)));
    assertThat(named).isEqualTo(client.getSubcommands().keySet());
  }

  @Test
  void itExplainsEachExitCodeAsTheHelpDoes() throws IOException {
    var named = new TreeSet<String>();
    CODE.matcher(page()).results().forEach(one -> named.add(one.group(1) + " " + one.group(2)));
    var codes = new TreeSet<String>();
    client
        .getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, words) -> codes.add(code + " " + words));
    assertThat(named).isEqualTo(codes);
  }
}
