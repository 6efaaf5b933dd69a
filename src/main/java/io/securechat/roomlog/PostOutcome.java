package io.securechat.roomlog;

/// What became of a posted envelope. Everything but [Accepted] and [Duplicate] left no trace.
public sealed interface PostOutcome {

  /// It is committed under the number `pos`; `at` is the server's time in milliseconds.
  record Accepted(long pos, long at) implements PostOutcome {}

  /// The sender's same `clientId` was committed before: the answer it got then.
  record Duplicate(long pos, long at) implements PostOutcome {}

  /// Its epoch is not the open one, or has had its time (K3): open one and seal anew.
  record StaleEpoch() implements PostOutcome {}

  /// The sender is not in the room, or there is no such room (L5).
  record NotAMember() implements PostOutcome {}

  /// It speaks with a former identity of the sender, as a page does whose keys were made anew
  /// elsewhere.
  record StaleIdentity() implements PostOutcome {}

  /// No envelope, or one for another room (C6: one answer for all).
  record BadEnvelope() implements PostOutcome {}

  /// The sender has no identity yet.
  record NoIdentity() implements PostOutcome {}
}
