package io.securechat.log;

import java.util.List;
import java.util.function.LongConsumer;

/// An [Aggregate]'s decision on a request.
public sealed interface Verdict {

  /// These entries are to be appended, all or none.
  ///
  /// @param write stores the state that follows from them, given the first one's number. Called in
  ///   the transaction, once nothing can refuse the request any more
  record Append(List<Draft> drafts, LongConsumer write) implements Verdict {}

  /// Nothing is appended.
  ///
  /// @param unlessRepeated whether the request may be the repetition of one that was committed
  ///   while it was still acceptable; it is then answered like that one
  record Reject(boolean unlessRepeated, Runnable answer) implements Verdict {}
}
