package io.securechat.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.securechat.bytes.Sha256;
import org.jspecify.annotations.Nullable;

/// An entry as it is served: either its bytes (`entry`), or, where they were erased or are not for
/// this reader, their SHA-256 (`hash`), with which the chain can still be followed. `quiet` is true
/// where its sender posted it quietly, and absent otherwise.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEntry(
    long pos,
    int type,
    long at,
    byte @Nullable [] entry,
    byte @Nullable [] hash,
    @Nullable Boolean quiet) {

  public LogEntry {
    if ((entry == null) == (hash == null)) {
      throw new IllegalArgumentException("an entry has either its bytes or their hash");
    }
  }

  static LogEntry whole(long pos, int type, long at, byte[] entry, boolean quiet) {
    return new LogEntry(pos, type, at, entry, null, quiet ? true : null);
  }

  /// The same for somebody who may not read it: nothing but the hash of its bytes.
  public LogEntry stub() {
    return entry == null ? this : new LogEntry(pos, type, at, null, Sha256.of(entry), null);
  }
}
