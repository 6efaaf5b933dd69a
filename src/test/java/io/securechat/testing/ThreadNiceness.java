package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Nice values of this JVM's threads, from proc(5), on Linux only.
public final class ThreadNiceness {

  private static final int NICE = 16;

  private ThreadNiceness() {}

  /// The distinct nice values of the threads whose names begin with the prefix.
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

  /// Empty if the thread has ended meanwhile.
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
