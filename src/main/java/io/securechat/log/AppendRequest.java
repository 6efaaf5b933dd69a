package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A queued request to append to a log. What it appends is opaque to the log: the log's [Aggregate]
/// turns the request into entries.
///
/// Exactly one of [#committed], [#repeated] and [#failed] is called, or the answer of a
/// [Verdict.Reject] runs, always after the commit and on the committing thread, so these must not
/// block.
public interface AppendRequest {

  RoomId room();

  /// The sender and their idempotency key: a request is stored only once per key (L3). Null if
  /// repetitions are recognized by other means.
  @Nullable Author author();

  /// Its entries are committed, the last one at position `pos`.
  void committed(long pos, long at);

  /// A request of the same author with the same key was committed before, at position `pos`.
  void repeated(long pos, long at);

  /// The request failed and left no trace.
  void failed(Refusal refusal);

  /// The sender of a request.
  ///
  /// @param clientId the idempotency key
  record Author(UserId user, UUID clientId) {}
}
