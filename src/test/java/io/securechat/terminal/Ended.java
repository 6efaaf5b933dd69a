package io.securechat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.testing.Api;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A run of a client command that has ended, with what it printed.
record Ended(int code, String out, String err) {

  /// Runs a command with this on standard input.
  static Ended run(String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    int code = ClientCommand.run(arguments, streams);
    return new Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  /// The JSON objects that it printed, one on each line.
  List<JsonNode> lines() {
    return out.lines().map(Api.JSON::readTree).toList();
  }
}
