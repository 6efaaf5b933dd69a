package io.securechat.protocol;

import io.securechat.bytes.Malformed;

/// How a stored file of a size is cut into encrypted chunks (SC1A): all but the last one are
/// complete, and the last one has at least one byte besides its tag.
///
/// @param size of the stored file in bytes
public record FileLayout(long size) {

  /// The bytes of a file in one chunk.
  public static final int PLAIN = 1 << 20;

  /// What encryption adds to each chunk.
  public static final int TAG = 16;

  public static final int CHUNK = PLAIN + TAG;

  private static final long LARGEST = 1L << 33;

  public FileLayout {
    long rest = size % CHUNK;
    if (size < 1 || size > LARGEST || (rest > 0 && rest <= TAG)) {
      throw new Malformed();
    }
  }

  /// The layout of a file with this many bytes before padding and encryption.
  public static FileLayout ofPlain(long bytes) {
    long padded = PaddedSize.of(bytes);
    return new FileLayout(padded + (padded + PLAIN - 1) / PLAIN * TAG);
  }

  public int chunks() {
    return (int) ((size + CHUNK - 1) / CHUNK);
  }

  public boolean has(int chunk) {
    return chunk >= 0 && chunk < chunks();
  }

  public int chunkAt(long position) {
    return (int) (position / CHUNK);
  }

  public long offset(int chunk) {
    return (long) chunk * CHUNK;
  }

  public int length(int chunk) {
    return (int) Math.min(CHUNK, size - offset(chunk));
  }
}
