package io.securechat.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.securechat.problems.BadSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// The folder with the database and the private files beside it: pepper, server key, certificate.
/// Folder and files are readable by their owner only.
@Component
public class DataFolder {

  private final Path root;

  /// @param lock taken before anything in the folder is read, where this process has to have it
  DataFolder(StorageSettings settings, ObjectProvider<FolderLock> lock) {
    this.root = settings.data().toAbsolutePath().normalize();
    try {
      Files.createDirectories(root, ownerOnly(root, "rwx------"));
      Files.delete(Files.createTempFile(root, "probe", ".new", ownerOnly(root)));
    } catch (IOException e) {
      throw unusable(e);
    }
    lock.ifAvailable(_ -> {});
  }

  private BadSetting unusable(IOException e) {
    String user = System.getProperty("user.name");
    if (Files.exists(root) && !Files.isDirectory(root)) {
      return new BadSetting(
          "The data folder " + root + " is a file", "Move it away, or choose another folder.");
    }
    if (reason(e).contains("Read-only file system")) {
      return new BadSetting(
          "The data folder " + root + " is on a read-only file system",
          "Mount it writable (in a container: without :ro), or choose another folder with"
              + " secure-chat.storage.data.");
    }
    return new BadSetting(
        "The data folder "
            + root
            + " cannot be written by this server's user, "
            + user
            + (reason(e).isEmpty() ? "" : ": " + reason(e)),
        "Make that user its owner, as with chown -R "
            + user
            + " "
            + root
            + " (in a container: chown -R"
            + " 10001 on the mounted folder), free some space, or choose another folder with"
            + " secure-chat.storage.data.");
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : "";
  }

  private BadSetting unusable(String name, String what) {
    return new BadSetting(
        "The file "
            + file(name)
            + " cannot be "
            + what
            + " by this server's user, "
            + System.getProperty("user.name"),
        "Make that user the owner of the whole data folder, as with chown -R.");
  }

  /// The path of a file in the folder, existing or not.
  public Path file(String name) {
    return root.resolve(name);
  }

  /// The path of a file that the caller fills; creates it empty, readable by its owner only, if it
  /// does not exist.
  Path owned(String name) {
    try {
      return Files.exists(file(name)) ? file(name) : Files.createFile(file(name), ownerOnly(root));
    } catch (IOException e) {
      throw unusable(name, "created");
    }
  }

  /// The content of a private file; empty if it does not exist.
  public Optional<byte[]> read(String name) {
    try {
      return Files.exists(file(name))
          ? Optional.of(Files.readAllBytes(file(name)))
          : Optional.empty();
    } catch (IOException e) {
      throw unusable(name, "read");
    }
  }

  /// Writes a private file atomically: after a crash it is complete or unchanged.
  public void write(String name, byte[] content) {
    try {
      Path temporary = Files.createTempFile(root, name, ".new", ownerOnly(root));
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file(name), ATOMIC_MOVE, REPLACE_EXISTING);
      sync(root);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The file " + name + " in the data folder cannot be written.", e);
    }
  }

  /// Makes a file's name durable, so that it survives a power failure.
  public static void sync(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /// File attributes that allow access by the owner only.
  public static FileAttribute<?>[] ownerOnly(Path folder) {
    return ownerOnly(folder, "rw-------");
  }

  /// Attributes of a new folder that allow access by the owner only.
  public static FileAttribute<?>[] ownerOnlyFolder(Path folder) {
    return ownerOnly(folder, "rwx------");
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String mode) {
    if (!isPosix(path)) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }
}
