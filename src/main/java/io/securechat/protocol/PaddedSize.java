package io.securechat.protocol;

/// Padmé (Nikitin and others, *Reducing Metadata Leakage from Encrypted Files and Communication
/// with PURBs*): hides all but a few leading bits of a length, for at most 12 % more bytes.
public final class PaddedSize {

  private static final long SHORTEST = 1024;

  private PaddedSize() {}

  /// The length, in bytes, to which a file of this size is padded.
  public static long of(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("negative: " + size);
    }
    long n = Math.max(size, SHORTEST);
    int bits = log2(n);
    long unit = 1L << (bits - log2(bits) - 1);
    return (n + unit - 1) / unit * unit;
  }

  private static int log2(long n) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(n);
  }
}
