package io.securechat.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a command reads from and prints to.
record Streams(InputStream in, PrintStream out, PrintStream err) {

  static final String METADATA =
      "A picture is sent from here with its metadata, such as where it was taken.";

  /// The message to send: the argument, or all of standard input if it is absent.
  String message(@Nullable String argument) throws IOException {
    String message = text(argument);
    if (message.isEmpty()) {
      throw new Failure.Stop(ExitCode.USAGE, "There is no text to send.");
    }
    return message;
  }

  /// The argument, or all of standard input if it is absent.
  String text(@Nullable String argument) throws IOException {
    return argument != null
        ? argument
        : new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
  }
}
