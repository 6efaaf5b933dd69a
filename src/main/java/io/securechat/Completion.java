package io.securechat;

import io.securechat.terminal.ClientCommand;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command `completion` of the jar.
final class Completion {

  static final String COMMAND = "completion";

  static final String HELP =
      """
      Usage: secure-chat completion

      Prints a completion script for bash and zsh: source <(secure-chat completion)
      """;

  private Completion() {}

  static int run(List<Launcher.Command> commands) {
    System.out.println(script(commands));
    return 0;
  }

  static String script(List<Launcher.Command> commands) {
    var root = new CommandLine(spec("secure-chat").addOption(flag("-V", "--version")));
    for (var command : commands) {
      root.addSubcommand(
          command.name(),
          command.name().equals(ClientCommand.COMMAND)
              ? ClientCommand.command()
              : new CommandLine(spec(command.name())));
    }
    return AutoComplete.bash("secure-chat", root);
  }

  private static CommandSpec spec(String name) {
    return CommandSpec.create().name(name).addOption(flag("-h", "--help"));
  }

  private static OptionSpec flag(String... names) {
    return OptionSpec.builder(names[0], names[1]).arity("0").type(boolean.class).build();
  }
}
