package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the operating system knows of this JVM's threads: proc(5), on Linux alone.
public final class ThreadNiceness {

  private static final int NICE = 16;

  private ThreadNiceness() {}

  /// How nice the threads are whose names begin so, each value once.
  public static Set<Integer> of(String prefix) {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .flatMap(thread -> stat(thread).stream())
          .filter(stat -> stat.substring(stat.indexOf('(') + 1).startsWith(prefix))
          .map(ThreadNiceness::niceness)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty where the thread has ended meanwhile.
  private static Optional<String> stat(Path thread) {
    try {
      return Optional.of(Files.readString(thread.resolve("stat")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int niceness(String stat) {
    String[] afterTheName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(afterTheName[NICE]);
  }
}
