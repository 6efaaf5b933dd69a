package io.securechat.client;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What a file is, by its name and its first bytes.
public final class FileTypes {

  static final String UNKNOWN = "application/octet-stream";

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

  private static final int BEGINNING = 12;

  /// With which bytes pictures begin: JPEG, PNG, GIF, TIFF and the raw formats of cameras that are
  /// TIFF, JPEG XL, JPEG 2000.
  private static final List<String> SIGNATURES =
      List.of(
          "\u00ff\u00d8\u00ff",
          "\u0089PNG",
          "GIF8",
          "II*\0",
          "MM\0*",
          "II\u00bc\u0001",
          "\u00ff\n",
          "\0\0\0\u000cJXL ",
          "\0\0\0\u000cjP  ");

  /// Brands of ISO media files that are pictures.
  private static final List<String> BRANDS =
      List.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis", "crx ");

  private FileTypes() {}

  static String mediaType(Path path) {
    String name = name(path).toLowerCase(Locale.ROOT);
    var known = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    return known
        .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
        .orElse(UNKNOWN);
  }

  static String name(Path path) {
    return Objects.toString(path.getFileName(), "");
  }

  /// Whether a file may have what a camera writes into it, such as where it was. Throws
  /// [java.io.UncheckedIOException] where it cannot be read.
  public static boolean isPicture(Path path) {
    String type = mediaType(path);
    return (type.startsWith("image/") && !type.equals("image/svg+xml")) || beginsAsPicture(path);
  }

  private static boolean beginsAsPicture(Path path) {
    try (var in = Files.newInputStream(path)) {
      var beginning = new String(in.readNBytes(BEGINNING), StandardCharsets.ISO_8859_1);
      boolean isWebp = beginning.startsWith("RIFF") && beginning.endsWith("WEBP");
      boolean isMedia = beginning.startsWith("ftyp", 4);
      return SIGNATURES.stream().anyMatch(beginning::startsWith)
          || isWebp
          || (isMedia && BRANDS.stream().anyMatch(beginning::endsWith));
    } catch (IOException e) {
      throw FileFailure.of(path, e);
    }
  }
}
