package io.securechat.terminal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;

/// A terminal with JLine's line editor: completion, a history in memory, and lines that arrive
/// while one types.
final class LineScreen implements Screen {

  private final Terminal terminal;
  private final LineReader reader;
  private volatile Thread reading = Thread.currentThread();

  /// @param completions what can stand in a line's last word, from the words before it and that
  ///   word
  LineScreen(BiFunction<List<String>, String, List<String>> completions) throws IOException {
    this.terminal = TerminalBuilder.builder().name("Secure Chat").system(true).build();
    var parser = new DefaultParser();
    // Messages are not commands of a shell.
    parser.setQuoteChars(new char[0]);
    parser.setEscapeChars(new char[0]);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .completer((_, line, candidates) -> {
              var before = line.words().subList(0, line.wordIndex());
              completions
                  .apply(before, line.word())
                  .forEach(word -> candidates.add(new Candidate(word)));
            })
            .build();
  }

  @Override
  public void print(AttributedString line) {
    reader.printAbove(line);
  }

  @Override
  public Optional<String> read(String prompt) {
    reading = Thread.currentThread();
    while (true) {
      try {
        return Optional.of(reader.readLine(prompt));
      } catch (UserInterruptException e) {
        // Ctrl-C clears the line; without one it ends the chat.
        if (e.getPartialLine().isEmpty()) {
          return Optional.empty();
        }
      } catch (EndOfFileException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void interrupt() {
    reading.interrupt();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
