package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Sends and fetches the encrypted chunks of files (F1 to F7), one after the other.
public final class FileTransfer {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MOST_NAMES = 1000;

  private final Session session;
  private final Rest rest;

  FileTransfer(Session session) {
    this.session = session;
    this.rest = session.rest();
  }

  /// Sends a message with files as they are, and returns its position once it stands in the log.
  /// Throws [java.io.UncheckedIOException] where a file cannot be read.
  ///
  /// @param percent told after each chunk, for each file
  public long send(ClientRoom room, List<Path> files, String text, IntConsumer percent) {
    var sent = new ArrayList<Content.FileRef>();
    try {
      for (var file : files) {
        sent.add(uploaded(room.id(), file, percent));
      }
      long now = session.clock().millis();
      return session.send(room, new Content.Text(text, now, null, null, null, sent));
    } catch (RuntimeException e) {
      // The server refuses to withdraw files of a message that was stored.
      sent.forEach(file -> withdraw(room.id(), new FileId(file.id())));
      throw e;
    }
  }

  /// How a message names the file. Failures of the network are unchecked already.
  private Content.FileRef uploaded(RoomId room, Path file, IntConsumer percent) {
    try {
      return upload(room, file, percent);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private Content.FileRef upload(RoomId room, Path path, IntConsumer percent) throws IOException {
    if (!Files.isRegularFile(path) && Files.exists(path)) {
      // The size of a pipe is not known before its end.
      throw new FileSystemException(path.toString(), null, "it is not a file");
    }
    long size = Files.size(path);
    long stored = stored(size);
    var begun =
        Session.ok(Waiting.patiently(() -> rest.post(files(room), Rest.fields("size", stored))));
    var id = FileId.parse(begun.path("fileId").asString());
    byte[] key = new byte[32];
    RANDOM.nextBytes(key);
    var chunks = new FileChunks(room, id, key, size);
    try (var from = Files.newInputStream(path)) {
      for (int n = 0; n < chunks.layout().chunks(); n++) {
        put(room, id, n, chunks.seal(n, read(from, chunks.ownLength(n))));
        percent.accept((n + 1) * 100 / chunks.layout().chunks());
      }
      Session.ok(
          Waiting.patiently(() -> rest.post(files(room) + "/" + id + "/complete", Rest.fields())));
    } catch (IOException | RuntimeException e) {
      withdraw(room, id);
      throw e;
    }
    return new Content.FileRef(
        id.value(),
        Base64Text.of(key),
        FileNames.sent(FileTypes.name(path)),
        size,
        FileTypes.mediaType(path));
  }

  private static long stored(long size) {
    try {
      return FileLayout.ofPlain(size).size();
    } catch (Malformed e) {
      throw new Session.Refused("file-too-large", "This file is too large.");
    }
  }

  private static byte[] read(InputStream from, int length) throws IOException {
    byte[] bytes = from.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the file has become shorter");
    }
    return bytes;
  }

  private void put(RoomId room, FileId file, int n, byte[] sealed) {
    String path = files(room) + "/" + file + "/chunks/" + n;
    Session.ok(
        Waiting.patiently(() ->
            rest.send(
                rest.withToken(rest.request(path))
                    .header("Content-Type", FileTypes.UNKNOWN)
                    .PUT(BodyPublishers.ofByteArray(sealed)))));
  }

  /// Ends an upload that no message will name. If that fails, the server forgets it after a day.
  private void withdraw(RoomId room, FileId file) {
    try {
      rest.delete(files(room) + "/" + file);
    } catch (RuntimeException e) {
      // The reason why it is withdrawn is told instead.
    }
  }

  private static String files(RoomId room) {
    return "/api/rooms/" + room + "/files";
  }

  /// Saves a file in a folder, under a name that nothing has there, and returns where it is. What
  /// is not the file of its message leaves nothing. Throws [java.io.UncheckedIOException] where it
  /// cannot be written.
  ///
  /// @param percent told after each chunk
  public Path save(ClientRoom room, Content.FileRef file, Path folder, IntConsumer percent) {
    try {
      return saved(room.id(), file, folder, percent);
    } catch (FileChunks.Damaged e) {
      throw new ClientRoom.Blocked(
          "The file isn’t the one that its message names. It wasn’t saved.");
    } catch (IOException e) {
      throw FileFailure.of(folder, e);
    }
  }

  private Path saved(RoomId room, Content.FileRef file, Path folder, IntConsumer percent)
      throws IOException, FileChunks.Damaged {
    Path part = Files.createTempFile(folder, ".", ".part");
    try {
      try (var to = Files.newOutputStream(part)) {
        fetch(room, file, to, percent);
      }
      return moved(part, folder, FileNames.clean(file.name()));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Gives it its name once it is complete.
  private static Path moved(Path part, Path folder, String name) throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    for (int i = 1; i < MOST_NAMES; i++) {
      Path path = folder.resolve(i == 1 ? name : stem + " (" + i + ")" + suffix);
      try {
        return Files.move(part, path);
      } catch (FileAlreadyExistsException e) {
        // The next number.
      }
    }
    throw new FileAlreadyExistsException(name);
  }

  private void fetch(RoomId room, Content.FileRef file, OutputStream to, IntConsumer percent)
      throws IOException, FileChunks.Damaged {
    var chunks =
        new FileChunks(room, new FileId(file.id()), Base64Text.parse(file.key()), file.size());
    var layout = chunks.layout();
    for (int n = 0; n < layout.chunks(); n++) {
      long first = layout.offset(n);
      byte[] sealed =
          rest.range(files(room) + "/" + file.id(), first, first + layout.length(n) - 1);
      to.write(chunks.open(n, sealed));
      percent.accept((n + 1) * 100 / layout.chunks());
    }
  }
}
