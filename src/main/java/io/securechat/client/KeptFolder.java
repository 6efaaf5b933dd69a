package io.securechat.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A folder of files that the processes of a user share. One of them writes, the one that holds the
/// lock; all may read and delete. The files are a cache: what fails is not there, and nobody else
/// notices. Not thread-safe.
final class KeptFolder {

  private static final String LOCK = "lock";
  private static final String UNFINISHED = ".new";

  /// The most bytes of all files together; the files that were written longest ago go first.
  private static final long MOST = 512L << 20;

  private final @Nullable Path folder;
  private @Nullable FileChannel lock;
  private boolean isFull;

  /// @param folder null if nothing is kept
  KeptFolder(@Nullable Path folder) {
    this.folder = folder;
  }

  private Path file(String name) {
    return Objects.requireNonNull(folder).resolve(name);
  }

  /// The first bytes of a file, or all that it has; empty if there is none.
  Optional<byte[]> read(String name, int most) {
    if (folder == null) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file(name))) {
      return Optional.of(in.readNBytes(most));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Whether this process is the one that writes. It is not once the disk has refused something.
  boolean isWriter() {
    if (folder == null || isFull) {
      return false;
    }
    try {
      if (lock == null) {
        lock = locked(folder);
      }
      return lock != null;
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable FileChannel locked(Path folder) throws IOException {
    PrivateFiles.createFolder(folder);
    var channel = FileChannel.open(file(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      channel.close();
      return null;
    }
    // Nobody writes them now.
    delete(name -> name.endsWith(UNFINISHED));
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another session of this process.
      return false;
    }
  }

  /// Replaces a file. If it is not written, there is none: the one before may hold what must not
  /// stay.
  ///
  /// @return whether it is written
  boolean write(String name, byte[] bytes) {
    try {
      PrivateFiles.write(file(name), bytes);
    } catch (IOException e) {
      isFull = true;
      remove(name);
      return false;
    }
    limit(name);
    return true;
  }

  private void limit(String newest) {
    long left = MOST - size(newest);
    for (var name : names()) {
      if (!name.equals(newest)) {
        left -= size(name);
        if (left < 0) {
          remove(name);
        }
      }
    }
  }

  private long size(String name) {
    try {
      return Files.size(file(name));
    } catch (IOException e) {
      return 0;
    }
  }

  void remove(String name) {
    if (folder != null) {
      try {
        Files.deleteIfExists(file(name));
      } catch (IOException e) {
        // Tried again with the next reason to delete it.
      }
    }
  }

  /// Removes files by their names.
  void removeIf(Predicate<String> condition) {
    delete(name -> !name.endsWith(UNFINISHED) && condition.test(name));
  }

  private void delete(Predicate<String> condition) {
    names().stream().filter(condition).forEach(this::remove);
  }

  /// The newest first.
  private List<String> names() {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.list(folder)) {
      return all.filter(one -> !one.endsWith(LOCK))
          .sorted(Comparator.comparingLong(KeptFolder::modified).reversed())
          .map(one -> one.getFileName().toString())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /// Lets another process write.
  void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        // The end of the process releases it.
      }
      lock = null;
    }
  }
}
