package io.securechat.client;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.FileLayout;
import java.util.Arrays;

/// The files of `files.json`.
final class FileVectors {

  private FileVectors() {}

  /// Bytes that follow from a seed, by a linear congruential generator (Numerical Recipes).
  static byte[] plain(int seed, int size) {
    byte[] bytes = new byte[size];
    int state = seed;
    for (int i = 0; i < size; i++) {
      state = state * 1_664_525 + 1_013_904_223;
      bytes[i] = (byte) (state >>> 24);
    }
    return bytes;
  }

  /// All chunks of a file.
  static byte[] seal(FileChunks chunks, byte[] plain) {
    var stored = new ByteWriter();
    for (int i = 0; i < chunks.layout().chunks(); i++) {
      int from = Math.min(plain.length, i * FileLayout.PLAIN);
      stored.bytes(chunks.seal(i, Arrays.copyOfRange(plain, from, from + chunks.ownLength(i))));
    }
    return stored.done();
  }
}
