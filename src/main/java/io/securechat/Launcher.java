package io.securechat;

import io.securechat.admission.ResetPassword;
import io.securechat.attachments.FileBackUp;
import io.securechat.check.Check;
import io.securechat.conversion.Convert;
import io.securechat.storage.BackUp;
import io.securechat.terminal.ClientCommand;
import io.securechat.web.HealthCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// Finds the command in the process's arguments. Without one, the server starts. Uses no Spring and
/// no picocli, so that neither the server nor a command loads what it does not need.
final class Launcher {

  private static final String SERVE = "serve";
  private static final int USAGE = 2;
  private static final Set<String> HELP_OPTIONS = Set.of("--help", "-h");
  private static final Set<String> VERSION_OPTIONS = Set.of("--version", "-V");

  /// Options of Spring Boot without a value.
  private static final Set<String> FLAGS = Set.of("--debug", "--trace");

  /// @param words the most arguments that are not options
  /// @param run receives the arguments, of which the first is the command, and returns the exit
  ///   code
  record Command(
      String name, String summary, String help, int words, ToIntFunction<String[]> run) {}

  private static final String SERVE_HELP =
      """
      Usage: secure-chat [serve] [--SETTING=VALUE]...

      Starts the server and runs it until it is stopped. The settings are in docs/operations.md;
      each may also be an environment variable or a line in application.yaml.

        --server.port=PORT                  port (8080)
        --server.address=ADDRESS            listen address (127.0.0.1)
        --secure-chat.storage.data=FOLDER   the data folder (data)

      Exit codes: 0 stopped, 1 it does not start, 2 wrong command line.
      """;

  private static final List<Command> COMMANDS =
      List.of(
          new Command(SERVE, "Runs the server. The default.", SERVE_HELP, 0, _ -> 0),
          new Command(
              ClientCommand.COMMAND,
              "Opens a chat in the terminal, or runs a command for scripts.",
              "",
              Integer.MAX_VALUE,
              all -> ClientCommand.run(Arrays.copyOfRange(all, 1, all.length))),
          new Command(
              BackUp.COMMAND,
              "Copies the database to a file, and the files of messages.",
              BackUp.HELP,
              2,
              all -> BackUp.run(all, new FileBackUp())),
          new Command(
              Check.COMMAND,
              "Verifies the data folder without changing it.",
              Check.HELP,
              0,
              Check::run),
          new Command(
              Convert.COMMAND, "Copies the database to PostgreSQL.", Convert.HELP, 1, Convert::run),
          new Command(
              ResetPassword.COMMAND,
              "Prints a link for a new password.",
              ResetPassword.HELP,
              1,
              ResetPassword::run),
          new Command(
              HealthCheck.COMMAND,
              "Asks the running server whether it is ready.",
              HealthCheck.HELP,
              0,
              HealthCheck::run),
          new Command(
              Completion.COMMAND,
              "Prints a completion script for bash and zsh.",
              Completion.HELP,
              0,
              _ -> Completion.run(commands())));

  private Launcher() {}

  static List<Command> commands() {
    return COMMANDS;
  }

  /// Runs the command.
  ///
  /// @param serve starts the server with these settings
  /// @return the exit code; empty if the server was started
  static OptionalInt run(String[] arguments, Consumer<String[]> serve) {
    String first = arguments.length == 0 ? SERVE : arguments[0];
    if (HELP_OPTIONS.contains(first)) {
      System.out.print(help());
      return OptionalInt.of(0);
    }
    if (VERSION_OPTIONS.contains(first)) {
      System.out.println("Secure Chat " + version());
      return OptionalInt.of(0);
    }
    if (first.startsWith("-")) {
      return run(
          Stream.concat(Stream.of(SERVE), Arrays.stream(arguments)).toArray(String[]::new), serve);
    }
    var command = COMMANDS.stream().filter(one -> one.name().equals(first)).findFirst();
    return command.isEmpty()
        ? refused("There is no command " + first + ".", "")
        : run(command.get(), arguments, serve);
  }

  private static OptionalInt run(Command command, String[] arguments, Consumer<String[]> serve) {
    if (command.name().equals(ClientCommand.COMMAND)) {
      return OptionalInt.of(command.run().applyAsInt(arguments));
    }
    if (Arrays.stream(arguments).anyMatch(HELP_OPTIONS::contains)) {
      System.out.print(command.help());
      return OptionalInt.of(0);
    }
    var fault = fault(command, arguments);
    if (fault.isPresent()) {
      return refused(fault.get(), command.name());
    }
    if (command.name().equals(SERVE)) {
      serve.accept(
          arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
      return OptionalInt.empty();
    }
    return OptionalInt.of(command.run().applyAsInt(arguments));
  }

  /// Finds an argument that the command would ignore.
  private static Optional<String> fault(Command command, String[] arguments) {
    int words = 0;
    for (String argument :
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length)) {
      if (!argument.startsWith("-")) {
        words++;
      } else if (!isSetting(argument) && !isOptionOf(command, argument)) {
        return Optional.of("There is no option " + argument.replaceFirst("=.*", "") + ".");
      }
      if (words > command.words()) {
        return Optional.of("The command " + command.name() + " has too many arguments.");
      }
    }
    return Optional.empty();
  }

  /// Names of settings have dots, or are short names of a file's own settings with a value.
  private static boolean isSetting(String argument) {
    return argument.startsWith("--")
        && (argument.contains("=") || argument.contains(".") || FLAGS.contains(argument));
  }

  private static boolean isOptionOf(Command command, String argument) {
    return command.name().equals(Convert.COMMAND) && argument.equals("--to");
  }

  private static OptionalInt refused(String why, String command) {
    System.err.println(
        why + " Try secure-chat " + (command.isEmpty() ? "" : command + " ") + "--help.");
    return OptionalInt.of(USAGE);
  }

  private static String help() {
    var text = new StringBuilder("Usage: secure-chat [COMMAND] [ARGUMENT]...\n\nCommands:\n");
    for (var command : COMMANDS) {
      text.append("  %-16s%s%n".formatted(command.name(), command.summary()));
    }
    return text.append(
            """

              -h, --help      Shows this, or after a command its help.
              -V, --version   Shows the version.

            Exit codes: 0 it worked, 1 it failed, 2 the command line is wrong. client has more.
            """)
        .toString();
  }

  private static String version() {
    String version = Launcher.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
