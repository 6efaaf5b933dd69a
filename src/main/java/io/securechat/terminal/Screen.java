package io.securechat.terminal;

import java.io.IOException;
import java.util.Optional;
import org.jline.utils.AttributedString;

/// What a chat is shown on and typed into: a terminal with a line editor, or plain streams.
interface Screen extends AutoCloseable {

  /// Prints a line, above what is being typed.
  void print(AttributedString line);

  default void print(String line) {
    print(new AttributedString(line));
  }

  /// The next line that is typed; empty at the end of the input.
  Optional<String> read(String prompt) throws IOException;

  /// Ends a read that is going on.
  void interrupt();

  @Override
  void close() throws IOException;
}
