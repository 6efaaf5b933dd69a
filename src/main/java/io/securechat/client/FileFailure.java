package io.securechat.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Failures of files on this device, which are told apart from those of the network by their cause.
final class FileFailure {

  private FileFailure() {}

  /// Its cause is always a [FileSystemException].
  static UncheckedIOException of(Path file, IOException e) {
    return new UncheckedIOException(
        e instanceof FileSystemException
            ? e
            : new FileSystemException(file.toString(), null, e.getMessage()));
  }
}
