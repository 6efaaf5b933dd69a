package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// Exclusive lock on a data folder while one process uses its embedded database: an operating
/// system lock on the file `lock`, released whenever the process ends. Commands that work beside a
/// server, such as `back-up`, do not take it.
public final class FolderLock implements AutoCloseable {

  private static final String FILE = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock; empty if another process has it.
  ///
  /// @param folder an existing data folder
  /// @throws BadSetting if the file system does not support locks
  public static Optional<FolderLock> tryTake(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      var channel = FileChannel.open(file, options, DataFolder.ownerOnly(folder));
      if (isLocked(channel)) {
        return Optional.of(new FolderLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new BadSetting(
          "The file " + file + " cannot be locked: " + e.getMessage(),
          "Check that the server's user owns it, or choose a file system with locks for"
              + " secure-chat.storage.data.");
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Locked by this process itself.
      return false;
    }
  }

  /// Takes the lock for a server.
  ///
  /// @throws BadSetting if another process has it
  static FolderLock take(Path folder) {
    return tryTake(folder)
        .orElseThrow(() ->
            new BadSetting(
                "Another server uses the data folder " + folder,
                "Stop that server first, or give this one a folder of its own with"
                    + " secure-chat.storage.data."));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
