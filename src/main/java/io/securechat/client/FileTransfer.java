package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;

/// Sends and fetches the encrypted chunks of files (F1 to F7), one after the other.
final class FileTransfer {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String UNKNOWN_TYPE = "application/octet-stream";
  private static final int MOST_NAMES = 1000;

  /// By suffix, what Java does not know.
  private static final Map<String, String> TYPES =
      Map.of(
          "avif", "image/avif",
          "flac", "audio/flac",
          "heic", "image/heic",
          "heif", "image/heif",
          "m4a", "audio/mp4",
          "ogg", "audio/ogg",
          "opus", "audio/ogg",
          "webm", "video/webm",
          "webp", "image/webp");

  private final Rest rest;

  FileTransfer(Rest rest) {
    this.rest = rest;
  }

  /// What a file of this name is, as far as its name says that.
  static String mediaType(Path path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    var known = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    return known
        .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
        .orElse(UNKNOWN_TYPE);
  }

  private static String name(Path path) {
    return Objects.toString(path.getFileName(), "");
  }

  /// Uploads a file as it is, and returns how a message names it.
  ///
  /// @param percent told after each chunk
  Content.FileRef upload(RoomId room, Path path, IntConsumer percent) throws IOException {
    long size = Files.size(path);
    long stored = FileLayout.ofPlain(size).size();
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
        FileNames.sent(name(path)),
        size,
        mediaType(path),
        null,
        null,
        null,
        null,
        null,
        false);
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
                    .header("Content-Type", UNKNOWN_TYPE)
                    .PUT(BodyPublishers.ofByteArray(sealed)))));
  }

  /// Ends an upload that no message will name. If that fails, the server forgets it after a day.
  void withdraw(RoomId room, FileId file) {
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
  /// is not the file of its message leaves nothing.
  ///
  /// @param percent told after each chunk
  Path save(RoomId room, Content.FileRef file, Path folder, IntConsumer percent)
      throws IOException, FileChunks.Damaged {
    Path target = unused(folder, FileNames.clean(file.name()));
    try {
      try (var to = Files.newOutputStream(target)) {
        fetch(room, file, to, percent);
      }
      return target;
    } catch (IOException | RuntimeException | FileChunks.Damaged e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private static Path unused(Path folder, String name) throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String suffix = dot > 0 ? name.substring(dot) : "";
    for (int i = 1; i < MOST_NAMES; i++) {
      Path path = folder.resolve(i == 1 ? name : stem + " (" + i + ")" + suffix);
      try {
        return Files.createFile(path);
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
