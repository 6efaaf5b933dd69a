package io.securechat.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// Plain streams, for pipes: no prompt, no colours.
final class PlainScreen implements Screen {

  private final BufferedReader in;
  private final PrintStream out;

  PlainScreen(Streams streams) {
    this.in = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    this.out = streams.out();
  }

  @Override
  public synchronized void print(AttributedString line) {
    out.println(line);
    out.flush();
  }

  @Override
  public Optional<String> read(String prompt) throws IOException {
    return Optional.ofNullable(in.readLine());
  }

  @Override
  public void interrupt() {
    // The end of the input ends the chat.
  }

  @Override
  public void close() {
    out.flush();
  }
}
