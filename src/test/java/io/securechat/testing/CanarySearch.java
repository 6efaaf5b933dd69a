package io.securechat.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Searches everything that a server leaves behind for canaries, in one pass with bounded memory.
public final class CanarySearch {

  private static final int BLOCK = 1 << 20;

  private record Form(String name, byte[] bytes) {}

  private final List<List<Form>> byStart = new ArrayList<>();
  private final int longest;

  public CanarySearch(List<Canary> canaries) {
    for (int i = 0; i <= 0xffff; i++) {
      byStart.add(List.of());
    }
    int length = 0;
    for (var canary : canaries) {
      for (byte[] bytes : canary.forms()) {
        var same = new ArrayList<>(byStart.get(start(bytes, 0)));
        same.add(new Form(canary.name(), bytes));
        byStart.set(start(bytes, 0), same);
        length = Math.max(length, bytes.length);
      }
    }
    longest = length;
  }

  private static int start(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  /// The names of the canaries found in a file, or in any file of a folder.
  public Set<String> in(Path path) {
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (var content = Files.newInputStream(file)) {
          found.addAll(in(content));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  public Set<String> in(byte[] content) {
    try {
      return in(new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> in(InputStream content) throws IOException {
    var found = new TreeSet<String>();
    byte[] window = new byte[BLOCK + longest];
    int kept = 0;
    int read;
    while ((read = content.readNBytes(window, kept, window.length - kept)) > 0) {
      int length = kept + read;
      search(window, length, found);
      // A match that begins here may end in the next block.
      kept = Math.min(length, longest - 1);
      System.arraycopy(window, length - kept, window, 0, kept);
    }
    return found;
  }

  private void search(byte[] window, int length, Set<String> found) {
    for (int at = 0; at < length - 1; at++) {
      for (Form form : byStart.get(start(window, at))) {
        int end = at + form.bytes.length;
        if (end <= length && Arrays.equals(window, at, end, form.bytes, 0, form.bytes.length)) {
          found.add(form.name);
        }
      }
    }
  }
}
