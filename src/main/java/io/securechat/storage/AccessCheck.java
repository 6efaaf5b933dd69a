package io.securechat.storage;

import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Reports files of the data folder that others can read, or that the server's user does not own.
final class AccessCheck {

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private AccessCheck() {}

  static void run(CheckedFolder folder) {
    Path root = folder.root();
    if (!root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (var files = Files.list(root)) {
      var attributes = Files.readAttributes(root, PosixFileAttributes.class);
      if (!Collections.disjoint(attributes.permissions(), Set.of(GROUP_WRITE, OTHERS_WRITE))) {
        folder.report("Others can write to the folder %s: chmod 700 %s".formatted(root, root));
      }
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        examine(file, attributes, folder);
      }
    } catch (IOException e) {
      folder.report(
          "The folder %s cannot be read by the user %s."
              .formatted(root, System.getProperty("user.name")));
    }
  }

  private static void examine(Path file, PosixFileAttributes root, CheckedFolder folder)
      throws IOException {
    try {
      var attributes = Files.readAttributes(file, PosixFileAttributes.class);
      if (!OWNER.containsAll(attributes.permissions())) {
        folder.report("Others can read the file %s: chmod 600 %s".formatted(file, file));
      }
      if (!attributes.owner().equals(root.owner())) {
        folder.report(
            "The file %s belongs to %s, but its folder to %s: chown %s %s"
                .formatted(file, attributes.owner(), root.owner(), root.owner(), file));
      }
    } catch (NoSuchFileException e) {
      // A server deleted it meanwhile.
    }
  }
}
