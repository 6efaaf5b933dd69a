package io.securechat.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.securechat.bytes.Sha256;
import org.jspecify.annotations.Nullable;

/// An entry as served to a client: with its bytes (`entry`) or, if they were erased or may not be
/// read by this client, with their SHA-256 (`hash`), so that the chain can still be verified.
/// `quiet` is true if the sender posted it quietly, and absent otherwise.
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
      throw new IllegalArgumentException("needs either the bytes or their hash");
    }
  }

  /// An entry whose bytes were erased.
  public static LogEntry erased(long pos, int type, long at, byte[] hash, boolean quiet) {
    return new LogEntry(pos, type, at, null, hash, quiet ? true : null);
  }

  static LogEntry whole(long pos, int type, long at, byte[] entry, boolean quiet) {
    return new LogEntry(pos, type, at, entry, null, quiet ? true : null);
  }

  /// The entry as if its bytes were erased.
  public LogEntry expired() {
    return withoutBytes(quiet);
  }

  /// The entry without its bytes, for clients that may not read it.
  public LogEntry stub() {
    return withoutBytes(null);
  }

  private LogEntry withoutBytes(@Nullable Boolean isQuiet) {
    return new LogEntry(pos, type, at, null, entry == null ? hash : Sha256.of(entry), isQuiet);
  }
}
