package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What an event of kind 11 deletes: 1 to 500 messages, each named by its position and hash in
/// ascending order of positions, and at most 100 files (ids of 16 bytes).
public record Deletion(List<Ref> messages, List<byte[]> files) {

  public static final int MAX_MESSAGES = 500;
  static final int MAX_FILES = 100;

  /// The longest data of the event.
  static final int MAX_BYTES = 2 + MAX_MESSAGES * (8 + Ref.HASH) + 2 + MAX_FILES * 16;

  public Deletion {
    messages = List.copyOf(messages);
    files = List.copyOf(files);
  }

  /// A message: its position and the first 16 bytes of SHA(entry).
  public record Ref(long pos, byte[] hash) {

    static final int HASH = 16;

    /// Names the entry with these bytes.
    public static Ref of(long pos, byte[] entry) {
      return new Ref(pos, Arrays.copyOf(Sha256.of(entry), HASH));
    }

    /// Whether an entry with this SHA-256 is the one that is meant.
    public boolean matches(byte[] sha256) {
      return Arrays.equals(hash, Arrays.copyOf(sha256, HASH));
    }
  }

  static Deletion read(ByteReader data) {
    int count = data.u16();
    data.require(count >= 1 && count <= MAX_MESSAGES);
    var messages = new ArrayList<Ref>(count);
    long before = 0;
    for (int i = 0; i < count; i++) {
      long pos = data.u64();
      data.require(pos > before);
      before = pos;
      messages.add(new Ref(pos, data.bytes(Ref.HASH)));
    }
    int fileCount = data.u16();
    data.require(fileCount <= MAX_FILES);
    var files = new ArrayList<byte[]>(fileCount);
    for (int i = 0; i < fileCount; i++) {
      byte[] file = data.bytes(16);
      data.require(files.isEmpty() || Arrays.compareUnsigned(files.getLast(), file) < 0);
      files.add(file);
    }
    return new Deletion(messages, files);
  }

  /// The event's data.
  public byte[] bytes() {
    var writer = new ByteWriter().u16(messages.size());
    messages.forEach(message -> writer.u64(message.pos()).bytes(message.hash()));
    writer.u16(files.size());
    files.forEach(writer::bytes);
    return writer.done();
  }
}
