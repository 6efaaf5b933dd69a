package io.securechat.log;

import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request to append to a log, waiting to be committed. The log does not know what is to be
/// appended: the log's [Aggregate] turns a request into entries.
///
/// Exactly one of [#committed], [#repeated] and [#failed] is called, or the answer of a
/// [Verdict.Reject] is given, always after the commit and on the thread that commits: what they do
/// must not wait for anything.
public interface AppendRequest {

  RoomId room();

  /// The sender and their id for this request, under which it is stored once (L3). Null where a
  /// repetition is recognized by other means.
  @Nullable Author author();

  /// Its entries are committed, the last one under the number `pos`.
  void committed(long pos, long at);

  /// The same author's request with the same id was committed before, under the number `pos`.
  void repeated(long pos, long at);

  /// It left no trace.
  void failed(Refusal refusal);

  /// The sender of a request.
  ///
  /// @param clientId the idempotency key
  record Author(UserId user, UUID clientId) {}
}
