package io.securechat.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/// The random choices for one input, all derived from one seed.
final class Chance {

  private static final List<String> ODD =
      List.of(
          "",
          "%",
          "%zz",
          "%00",
          "%c0%80",
          "..",
          "%2e%2e",
          ";a=b",
          "\u0000",
          "\u00e4\uffff",
          "\ud800",
          "null",
          "-1",
          "0",
          "9223372036854775808",
          "1e309",
          "NaN",
          "true",
          "[]",
          "{}",
          "\"",
          "'",
          "\\",
          "\r\n",
          "<a>",
          "${x}",
          "*",
          "text/html",
          "AAAA",
          "=",
          "00000000-0000-0000-0000-000000000000");

  private final SplittableRandom random;

  Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  int upTo(int bound) {
    return random.nextInt(bound);
  }

  /// True with a probability of one in `times`.
  boolean once(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  <T> T of(Collection<T> all) {
    return of(List.copyOf(all));
  }

  String odd() {
    return of(ODD);
  }

  byte[] bytes(int length) {
    byte[] made = new byte[length];
    random.nextBytes(made);
    return made;
  }

  /// The same bytes with one to four errors.
  byte[] spoilt(byte[] good) {
    byte[] bad = good;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bad = once(bad);
    }
    return bad;
  }

  private byte[] once(byte[] good) {
    if (good.length == 0) {
      return bytes(1 + upTo(40));
    }
    int at = upTo(good.length);
    return switch (upTo(7)) {
      case 0 -> flipped(good, at, 1 << upTo(8));
      case 1 -> flipped(good, at, 0xff);
      case 2 -> Arrays.copyOf(good, at);
      case 3 -> spliced(good, at, at, bytes(1 + upTo(20)));
      case 4 -> spliced(good, at, Math.min(good.length, at + 1 + upTo(20)), new byte[0]);
      case 5 -> spliced(good, at, at, Arrays.copyOfRange(good, at / 2, at));
      default -> overwritten(good, at);
    };
  }

  private static byte[] flipped(byte[] good, int at, int mask) {
    byte[] bad = good.clone();
    bad[at] ^= (byte) mask;
    return bad;
  }

  private static byte[] spliced(byte[] good, int from, int to, byte[] middle) {
    byte[] bad = new byte[from + middle.length + good.length - to];
    System.arraycopy(good, 0, bad, 0, from);
    System.arraycopy(middle, 0, bad, from, middle.length);
    System.arraycopy(good, to, bad, from + middle.length, good.length - to);
    return bad;
  }

  /// Extreme numbers in places where a length or a counter may be.
  private byte[] overwritten(byte[] good, int at) {
    byte[] bad = good.clone();
    Arrays.fill(
        bad, at, Math.min(bad.length, at + of(List.of(1, 2, 4, 8))), (byte) (once(2) ? 0 : 0xff));
    return bad;
  }

  String spoilt(String good) {
    return switch (upTo(3)) {
      case 0 -> odd();
      case 1 -> {
        int at = upTo(good.length() + 1);
        yield good.substring(0, at) + odd() + good.substring(at);
      }
      default -> {
        byte[] bytes = spoilt(good.getBytes(StandardCharsets.ISO_8859_1));
        yield new String(bytes, StandardCharsets.ISO_8859_1);
      }
    };
  }
}
