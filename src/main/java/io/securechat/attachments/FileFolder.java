package io.securechat.attachments;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.storage.DataFolder;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files in the folder `files` of the data folder, in 256 subfolders by the first byte of their id.
/// An upload is written to a file with the suffix `.part`, and gets its name when it is complete.
final class FileFolder implements FileStore {

  static final String NAME = "files";

  private static final Logger log = LoggerFactory.getLogger(FileFolder.class);
  private static final String PART = ".part";
  private static final int ID_LENGTH = 36;

  private final Path root;

  FileFolder(Path root) {
    this.root = root;
    createFolder(root);
  }

  private static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, DataFolder.ownerOnlyFolder(folder));
        DataFolder.sync(requireNonNull(folder.toAbsolutePath().getParent()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder(FileId file) {
    return root.resolve(file.toString().substring(0, 2));
  }

  private Path path(FileId file) {
    return folder(file).resolve(file.toString());
  }

  private Path part(FileId file) {
    return folder(file).resolve(file + PART);
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void write(FileId file, FileLayout layout, int chunk, byte[] bytes) throws IOException {
    Path part = part(file);
    boolean isNew = !Files.exists(part);
    if (isNew) {
      createFolder(folder(file));
    }
    var options = EnumSet.of(CREATE, WRITE);
    try (var channel = FileChannel.open(part, options, DataFolder.ownerOnly(folder(file)))) {
      var rest = ByteBuffer.wrap(bytes);
      long position = layout.offset(chunk);
      while (rest.hasRemaining()) {
        position += channel.write(rest, position);
      }
      channel.force(false);
    }
    if (isNew) {
      DataFolder.sync(folder(file));
    }
  }

  @Override
  public boolean complete(FileId file, FileLayout layout) throws IOException {
    Path part = part(file);
    Path whole = path(file);
    if (isWhole(whole, layout)) {
      // The server was killed after the renaming.
      return true;
    }
    if (!isWhole(part, layout)) {
      return false;
    }
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    DataFolder.sync(folder(file));
    return true;
  }

  private static boolean isWhole(Path path, FileLayout layout) throws IOException {
    return Files.isRegularFile(path) && Files.size(path) == layout.size();
  }

  @Override
  public boolean has(FileId file, FileLayout layout) {
    try {
      return isWhole(path(file), layout);
    } catch (IOException e) {
      return false;
    }
  }

  /// Copies a complete file to another folder, unless it is there. Returns false if it is not here.
  boolean copy(FileId file, FileLayout layout, FileFolder target) throws IOException {
    if (target.has(file, layout)) {
      return true;
    }
    if (!has(file, layout)) {
      return false;
    }
    createFolder(target.folder(file));
    Path part = target.part(file);
    try {
      Files.copy(path(file), part, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // Deleted meanwhile.
      return false;
    }
    try (var channel = FileChannel.open(part, WRITE)) {
      channel.force(true);
    }
    return target.complete(file, layout);
  }

  @Override
  public Content open(FileId file, FileLayout layout, long position) throws IOException {
    return new Opened(FileChannel.open(path(file), READ));
  }

  private record Opened(FileChannel channel) implements Content {

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
      int count = channel.read(into, position);
      if (count < 0) {
        throw new EOFException();
      }
      return count;
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("Cannot close a file: {}", e.getClass().getName());
      }
    }
  }

  @Override
  public void delete(FileId file) throws IOException {
    boolean hadPart = Files.deleteIfExists(part(file));
    boolean hadWhole = Files.deleteIfExists(path(file));
    if (hadPart || hadWhole) {
      DataFolder.sync(folder(file));
    }
  }

  @Override
  public long free() {
    return root.toFile().getUsableSpace();
  }

  @Override
  public void list(Consumer<FileId> files) throws IOException {
    try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : folders) {
        try (var names = Files.newDirectoryStream(folder)) {
          names.forEach(path -> id(path).filter(file -> isOf(path, file)).ifPresent(files));
        }
      }
    }
  }

  private boolean isOf(Path path, FileId file) {
    return path.equals(path(file)) || path.equals(part(file));
  }

  private static Optional<FileId> id(Path path) {
    String name = path.getFileName().toString();
    try {
      boolean isPart = name.length() == ID_LENGTH + PART.length() && name.endsWith(PART);
      return Optional.of(FileId.parse(isPart ? name.substring(0, ID_LENGTH) : name));
    } catch (Malformed e) {
      // Not ours.
      return Optional.empty();
    }
  }
}
