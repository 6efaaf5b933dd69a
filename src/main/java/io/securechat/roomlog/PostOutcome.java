package io.securechat.roomlog;

/// The outcome of posting an envelope. All but [Accepted] and [Duplicate] left no trace.
public sealed interface PostOutcome {

  /// Committed at position `pos`; `at` is the server's time in milliseconds.
  record Accepted(long pos, long at) implements PostOutcome {}

  /// The sender's message with this `clientId` was committed before; repeats that answer.
  record Duplicate(long pos, long at) implements PostOutcome {}

  /// The epoch is not the open one, or has expired (K3): open one and encrypt again.
  record StaleEpoch() implements PostOutcome {}

  /// The sender is not a member, or the room does not exist (L5).
  record NotAMember() implements PostOutcome {}

  /// Only owners may write in the room, and the sender is none.
  record OnlyOwnersWrite() implements PostOutcome {}

  /// Signed with a former identity of the sender, as by a page that does not know yet that new keys
  /// were created elsewhere.
  record StaleIdentity() implements PostOutcome {}

  /// Not an envelope, or one for another room (C6: all get the same answer).
  record BadEnvelope() implements PostOutcome {}

  /// One of the files is not a complete one of the sender in this room, or is bound to another
  /// message (F3).
  record BadFile() implements PostOutcome {}

  /// The sender has no identity yet.
  record NoIdentity() implements PostOutcome {}
}
