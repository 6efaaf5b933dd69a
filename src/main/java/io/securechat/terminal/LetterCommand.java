package io.securechat.terminal;

import io.securechat.bytes.Malformed;
import io.securechat.client.LetterAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Writes into a letterbox. The address is a secret, so it is never an argument, which other users
/// of the machine could see.
@Command(
    name = "letter",
    description = "Writes into a room by the address of a letterbox. Needs no account.")
final class LetterCommand implements Callable<Integer> {

  @ParentCommand private @Nullable ClientCommand parent;

  @Option(
      names = "--address-file",
      paramLabel = "FILE",
      description = "Reads the letterbox's address from the first line of this file.")
  private @Nullable Path file;

  @Option(
      names = "--address-fd",
      paramLabel = "NUMBER",
      description = "Reads the letterbox's address from this file descriptor.")
  private @Nullable Integer descriptor;

  @Option(
      names = "--self-signed",
      paramLabel = "FINGERPRINT",
      description = "Trusts the root certificate with this SHA-256 fingerprint, and no other.")
  private @Nullable String fingerprint;

  @Parameters(
      arity = "0..1",
      paramLabel = "TEXT",
      description = "The message. Read from standard input if it is absent.")
  private @Nullable String text;

  @Override
  public Integer call() throws IOException {
    var address = address();
    var server = SignInOptions.address(address.server(), fingerprint);
    String message = Objects.requireNonNull(parent).streams().message(text);
    try {
      address.send(server, message, Clock.systemUTC());
      return ExitCode.OK;
    } catch (Malformed e) {
      throw new Failure.Stop(ExitCode.USAGE, "The text is too long, or the address is damaged.");
    }
  }

  private LetterAddress address() {
    var path = descriptor != null ? Path.of("/dev/fd", Integer.toString(descriptor)) : file;
    if (path == null) {
      throw new Failure.Stop(
          ExitCode.USAGE, "Which letterbox? Pass --address-file or --address-fd.");
    }
    try (var lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      return LetterAddress.parse(line == null ? "" : line);
    } catch (IOException e) {
      throw new Failure.Stop(ExitCode.USAGE, "The address cannot be read.");
    } catch (Malformed e) {
      throw new Failure.Stop(ExitCode.USAGE, "This is not the address of a letterbox.");
    }
  }
}
