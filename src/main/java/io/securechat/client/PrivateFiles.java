package io.securechat.client;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

/// Files and folders that are their user's alone.
final class PrivateFiles {

  private PrivateFiles() {}

  /// Creates a folder with mode 700, unless it is there.
  static void createFolder(Path folder) throws IOException {
    var parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (Files.isDirectory(folder)) {
      return;
    }
    if (isPosix(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(folder);
    }
  }

  /// Replaces a file, of mode 600, at once: a reader sees the old bytes or the new ones.
  static void write(Path file, byte[] bytes) throws IOException {
    var next =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    try {
      Files.deleteIfExists(next);
      if (isPosix(next)) {
        Files.createFile(
            next,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(next, bytes);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  /// Removes a folder with its files. What another process writes meanwhile is its own to remove.
  static void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      delete(folder, _ -> true);
      try {
        Files.deleteIfExists(folder);
      } catch (DirectoryNotEmptyException e) {
        // As said.
      }
    }
  }

  /// Removes a file, and what writing it may have left behind.
  static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    var folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      delete(folder, name -> name.startsWith(file.getFileName() + ".") && name.endsWith(".new"));
    }
  }

  private static void delete(Path folder, Predicate<String> condition) throws IOException {
    try (var files = Files.list(folder)) {
      for (var one : files.toList()) {
        if (condition.test(one.getFileName().toString())) {
          Files.deleteIfExists(one);
        }
      }
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
