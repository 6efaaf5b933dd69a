package io.securechat.terminal;

import io.securechat.client.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The jar's command `client`: a chat in the terminal, and commands for scripts.
@Command(
    name = "client",
    description = "A chat in the terminal. Without a command, opens it at ADDRESS.",
    synopsisSubcommandLabel = "[COMMAND]",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = ClientCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:It worked.",
      "1:The server refused a request, or something failed.",
      "2:The command line is wrong.",
      "3:The server cannot be reached.",
      "4:The server's certificate is not trusted.",
      "5:Not signed in.",
      "6:No such room.",
      "7:What the server shows is not valid; nothing was sent or saved.",
      "8:Not everybody was invited.",
      "9:Nothing was found."
    },
    subcommands = {
      ScriptCommands.Rooms.class,
      ScriptCommands.Online.class,
      ScriptCommands.Send.class,
      ScriptCommands.SendFiles.class,
      ScriptCommands.Save.class,
      ScriptCommands.Listen.class,
      ScriptCommands.Invite.class,
      ScriptCommands.Export.class,
      SearchCommand.class,
      LetterCommand.class,
      ClientCommand.Completion.class
    })
public final class ClientCommand implements Callable<Integer> {

  public static final String COMMAND = "client";

  @Mixin private final SignInOptions signIn = new SignInOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "The server's address, such as https://chat.example:8443")
  private @Nullable String address;

  @Option(
      names = "--remember",
      description =
          "Keeps the session on this device, with your keys, encrypted under a passphrase, and your"
              + " rooms. Only for the chat.")
  private boolean remember;

  @Spec private @Nullable CommandSpec spec;

  private final Streams streams;

  private ClientCommand(Streams streams) {
    this.streams = streams;
  }

  Streams streams() {
    return streams;
  }

  /// Runs the command, and returns the process's exit code.
  public static int run(String[] arguments) {
    return run(arguments, new Streams(System.in, System.out, System.err));
  }

  static int run(String[] arguments, Streams streams) {
    return command(streams)
        .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((thrown, _, _) -> {
          var failure = Failure.of(thrown);
          streams.err().println(failure.words());
          return failure.code();
        })
        .execute(arguments);
  }

  /// The command without a run, for a completion script.
  public static CommandLine command() {
    return command(new Streams(System.in, System.out, System.err));
  }

  static CommandLine command(Streams streams) {
    return new CommandLine(new ClientCommand(streams));
  }

  @Override
  public Integer call() throws IOException {
    if (address == null) {
      throw new ParameterException(
          java.util.Objects.requireNonNull(spec).commandLine(), "Missing the server’s ADDRESS");
    }
    try (var session =
            remember
                ? new RememberedSignIn(signIn, streams.err()).at(address)
                : signIn.signInAgain(address, streams.err());
        var screen = screen(session)) {
      return new Chat(session, screen).run();
    }
  }

  /// A line editor in a terminal, otherwise the plain streams.
  private Screen screen(Session session) throws IOException {
    return SignInOptions.console().isPresent()
        ? new LineScreen((before, word) -> ChatCommands.completions(session, before, word))
        : new PlainScreen(streams);
  }

  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = ClientCommand.class.getPackage().getImplementationVersion();
      return new String[] {"Secure Chat " + (version == null ? "(not packaged)" : version)};
    }
  }

  @Command(name = "completion", description = "Prints a completion script for bash and zsh.")
  static final class Completion implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      var root = java.util.Objects.requireNonNull(spec).root().commandLine();
      root.getOut().println(AutoComplete.bash("secure-chat-client", root));
      return ExitCode.OK;
    }
  }
}
