package io.securechat.profiles;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The format and size in pixels that an image's first bytes declare: JPEG (ITU-T T.81, B.2) or
/// WebP (RFC 9649) without animation.
record ImageHead(String type, int width, int height) {

  static final String JPEG = "image/jpeg";
  static final String WEBP = "image/webp";

  private static final int ANIMATED = 0x02;
  private static final int LOSSY = 0x2a019d;
  private static final int LOSSLESS = 0x2f;
  private static final int SIDE = 0x3fff;
  private static final int RIFF_HEAD = 12;
  private static final int CHUNK_HEAD = 8;

  /// Longer than the head of any WebP chunk that states the size.
  private static final int LEAST_WEBP = 30;

  static Optional<ImageHead> of(byte[] bytes) {
    var reader = new Reader(bytes);
    if (bytes.length >= LEAST_WEBP && reader.isText(0, "RIFF") && reader.isText(8, "WEBP")) {
      return webp(reader);
    }
    return bytes.length > 4 && reader.u16(0) == 0xffd8 ? jpeg(reader) : Optional.empty();
  }

  private static Optional<ImageHead> webp(Reader image) {
    // The length covers all that follows it.
    if (image.u32Little(4) + CHUNK_HEAD != image.length()) {
      return Optional.empty();
    }
    int at = RIFF_HEAD + CHUNK_HEAD;
    return switch (image.text(RIFF_HEAD)) {
      case "VP8X" ->
          webp(
              (image.u8(at) & ANIMATED) == 0,
              image.u24Little(at + 4) + 1,
              image.u24Little(at + 7) + 1);
      case "VP8 " ->
          webp(
              image.u24Little(at + 3) == LOSSY,
              image.u16Little(at + 6) & SIDE,
              image.u16Little(at + 8) & SIDE);
      case "VP8L" -> {
        int sizes = image.u16Little(at + 1) | image.u16Little(at + 3) << 16;
        yield webp(image.u8(at) == LOSSLESS, (sizes & SIDE) + 1, (sizes >>> 14 & SIDE) + 1);
      }
      default -> Optional.empty();
    };
  }

  private static Optional<ImageHead> webp(boolean isFine, int width, int height) {
    return isFine ? Optional.of(new ImageHead(WEBP, width, height)) : Optional.empty();
  }

  /// Goes from segment to segment up to the one that begins a frame.
  private static Optional<ImageHead> jpeg(Reader image) {
    int at = 2;
    while (at + 9 <= image.length() && image.u8(at) == 0xff) {
      int marker = image.u8(at + 1);
      if (isFrame(marker)) {
        return Optional.of(new ImageHead(JPEG, image.u16(at + 7), image.u16(at + 5)));
      }
      if (marker < 0xc0 || marker == 0xff || (marker >= 0xd0 && marker <= 0xda)) {
        return Optional.empty();
      }
      at += 2 + image.u16(at + 2);
    }
    return Optional.empty();
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private record Reader(byte[] bytes) {

    int length() {
      return bytes.length;
    }

    int u8(int at) {
      return bytes[at] & 0xff;
    }

    int u16(int at) {
      return u8(at) << 8 | u8(at + 1);
    }

    int u16Little(int at) {
      return u8(at) | u8(at + 1) << 8;
    }

    int u24Little(int at) {
      return u16Little(at) | u8(at + 2) << 16;
    }

    long u32Little(int at) {
      return u24Little(at) | (long) u8(at + 3) << 24;
    }

    String text(int at) {
      return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    boolean isText(int at, String wanted) {
      return text(at).equals(wanted);
    }
  }
}
