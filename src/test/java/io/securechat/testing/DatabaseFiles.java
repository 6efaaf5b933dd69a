package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the files of an SQLite database hold, byte by byte: the database and its write-ahead log.
public final class DatabaseFiles {

  private DatabaseFiles() {}

  /// Whether an envelope is in a file of the folder. Looks for a part of the ciphertext, because an
  /// entry may be spread over several pages.
  public static boolean hold(Path folder, byte[] envelope) {
    String wanted = new String(envelope, 70, 40, StandardCharsets.ISO_8859_1);
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("secure-chat.db"))
          .anyMatch(file -> read(file).contains(wanted));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
