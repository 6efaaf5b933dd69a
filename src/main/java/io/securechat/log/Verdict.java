package io.securechat.log;

import java.util.List;
import java.util.function.LongConsumer;

/// An [Aggregate]'s decision on a request.
public sealed interface Verdict {

  /// Appends all of these entries or none.
  ///
  /// @param erasures earlier entries whose bytes are erased in the same transaction
  /// @param write stores the resulting state, given the first entry's position. Called inside the
  ///   transaction, after all checks
  record Append(List<Draft> drafts, List<Erasure> erasures, LongConsumer write)
      implements Verdict {}

  /// Replaces the bytes of the entry at a position by their SHA-256.
  record Erasure(long pos, byte[] hash) {}

  /// Appends nothing.
  ///
  /// @param unlessRepeated whether the request may repeat one that was committed while it was still
  ///   acceptable; it then gets that one's answer
  record Reject(boolean unlessRepeated, Runnable answer) implements Verdict {}
}
