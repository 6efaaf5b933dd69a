package io.securechat.profiles;

import io.securechat.bytes.Sha256;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import java.util.Arrays;
import java.util.HexFormat;

/// A user's picture, as their browser made it: JPEG or WebP, at most 64 KiB, without animation, at
/// most 512 pixels in each direction. The limits protect the browsers of everyone who sees it; the
/// image itself is not decoded here.
///
/// @param hash the first 16 bytes of SHA-256, in hexadecimal
record AvatarImage(String hash, String type, byte[] bytes) {

  static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_SIDE = 512;
  private static final int HASH_BYTES = 16;

  private static final Problem BAD_PICTURE =
      new Problem(
          "bad-picture",
          "A picture is a JPEG or WebP of at most 64 KB and 512 by 512 pixels.",
          422);

  /// Refuses with `bad-picture`.
  static AvatarImage of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new Refusal(BAD_PICTURE);
    }
    var head = ImageHead.of(bytes).orElseThrow(() -> new Refusal(BAD_PICTURE));
    if (!isSide(head.width()) || !isSide(head.height())) {
      throw new Refusal(BAD_PICTURE);
    }
    byte[] hash = Arrays.copyOf(Sha256.of(bytes), HASH_BYTES);
    return new AvatarImage(HexFormat.of().formatHex(hash), head.type(), bytes);
  }

  private static boolean isSide(int pixels) {
    return pixels > 0 && pixels <= MAX_SIDE;
  }
}
