package io.securechat.terminal;

import io.securechat.client.ServerAddress;
import io.securechat.client.Session;
import io.securechat.client.SignIn;
import io.securechat.client.StateFolder;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options with which every command signs in. A password is never an argument: other users of
/// the computer could read it.
final class SignInOptions {

  private static final int LONGEST = 1_024;
  private static final int TRIES = 5;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      defaultValue = "${env:SECURE_CHAT_USER}",
      description = "User name. Asked for if it is absent.")
  @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Reads the password from the first line of this file.")
  @Nullable Path passwordFile;

  @Option(
      names = "--password-fd",
      paramLabel = "NUMBER",
      description = "Reads the password from the first line of this file descriptor.")
  @Nullable Integer passwordFd;

  @Option(
      names = "--self-signed",
      paramLabel = "FINGERPRINT",
      description = "Trusts the root certificate with this SHA-256 fingerprint, and no other.")
  @Nullable String fingerprint;

  @Option(
      names = "--password-changed",
      description = "Accepts that your password was changed on another device.")
  boolean passwordChanged;

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      defaultValue = "${env:SECURE_CHAT_STATE}",
      description =
          "Where this device keeps what it has seen of servers, and what --remember keeps.")
  @Nullable Path state;

  /// A password that a file or a descriptor gives; empty if the terminal is to be asked.
  private Optional<char[]> given() {
    Path path =
        passwordFd != null ? Path.of("/dev/fd", Integer.toString(passwordFd)) : passwordFile;
    if (path == null) {
      return Optional.empty();
    }
    try (var in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return Optional.of(firstLine(in));
    } catch (IOException e) {
      throw new Failure.Stop(
          ExitCode.SIGN_IN,
          passwordFd != null
              ? "No password can be read from this file descriptor."
              : "The password file cannot be read.");
    }
  }

  private static char[] firstLine(BufferedReader in) throws IOException {
    var line = CharBuffer.allocate(LONGEST);
    for (int c = in.read(); c >= 0 && c != '\n' && line.hasRemaining(); c = in.read()) {
      line.put((char) c);
    }
    line.flip();
    int length = line.length();
    boolean windows = length > 0 && line.charAt(length - 1) == '\r';
    char[] password = Arrays.copyOf(line.array(), windows ? length - 1 : length);
    Arrays.fill(line.array(), '\0');
    return password;
  }

  /// Signs in with the options alone, or with the console's answers.
  Session signIn(String address) {
    var console = console();
    String name = name();
    char[] password =
        given()
            .or(() -> console.map(SignInOptions::typed))
            .orElseThrow(() ->
                new Failure.Stop(
                    ExitCode.SIGN_IN,
                    "There is no terminal to ask for the password. Use --password-file or"
                        + " --password-fd."));
    return signIn(address, name, password);
  }

  /// Whose account it is, asked for in a terminal.
  String name() {
    var name = user == null ? console().map(one -> one.readLine("User name: ")).orElse("") : user;
    if (name.isBlank()) {
      throw new Failure.Stop(ExitCode.SIGN_IN, "Whose account? Pass --user NAME.");
    }
    return name;
  }

  /// The console, if people can be asked there. Which JDK returns null without a terminal depends
  /// on its version.
  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /// Signs in for a chat: a person in a terminal may try again.
  Session signInAgain(String address, PrintStream err) {
    for (int left = TRIES; ; left--) {
      try {
        return signIn(address);
      } catch (Session.Refused e) {
        boolean asked = console().isPresent() && passwordFile == null && passwordFd == null;
        if (!asked || left == 1 || !e.code().equals("wrong-credentials")) {
          throw e;
        }
        err.println(e.getMessage());
      }
    }
  }

  private static char[] typed(Console console) {
    char[] password = console.readPassword("Password: ");
    return password == null ? new char[0] : password;
  }

  /// Signs in, and erases the password.
  private Session signIn(String address, String name, char[] password) {
    try {
      return at(address).withPassword(name, password, passwordChanged);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /// Sign-ins at a server, with what this device has seen of it.
  SignIn at(String address) {
    var server = address(address, fingerprint);
    return new SignIn(server, state(server), Clock.systemUTC());
  }

  /// @param fingerprint of a self-signed root certificate
  static ServerAddress address(String address, @Nullable String fingerprint) {
    try {
      return ServerAddress.parse(address, Optional.ofNullable(fingerprint));
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(ExitCode.USAGE, e.getMessage() + ".");
    }
  }

  private StateFolder state(ServerAddress server) {
    var folder = state == null ? home() : state;
    return StateFolder.in(folder, server.uri().getAuthority());
  }

  /// As the XDG base directory specification says.
  private static Path home() {
    String xdg = System.getenv("XDG_STATE_HOME");
    return xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".local", "state", "secure-chat")
        : Path.of(xdg, "secure-chat");
  }
}
