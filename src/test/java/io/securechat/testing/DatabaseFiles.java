package io.securechat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What the files of an SQLite database hold, byte by byte: the database and its write-ahead log.
public final class DatabaseFiles {

  private DatabaseFiles() {}

  /// Whether an envelope is in a file of the folder. Looks for a part of the ciphertext, because an
  /// entry may be spread over several pages.
  public static boolean hold(Path folder, byte[] envelope) {
    String wanted = new String(envelope, 70, 40, StandardCharsets.ISO_8859_1);
    try (var files = Files.newDirectoryStream(folder, "secure-chat.db*")) {
      for (Path file : files) {
        if (read(file).contains(wanted)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      // The server removed its write-ahead log since the folder was listed.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
