package io.securechat.log;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomkeys.EpochDraft;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A request to append to a log, waiting to be committed. `done` completes after the commit, with
/// its own answer or with the `Refusal` that left no trace of it.
public sealed interface AppendRequest {

  RoomId room();

  CompletableFuture<?> done();

  /// A message to store. A `quiet` one counts neither as unread nor as the room's latest activity.
  record Post(
      RoomId room,
      Author author,
      Sealed envelope,
      boolean quiet,
      CompletableFuture<PostOutcome> done)
      implements AppendRequest {}

  /// An envelope whose shape was checked before it came to wait.
  ///
  /// @param seq its number within the stream
  /// @param hash its SHA-256
  /// @param verified whether its signature was checked; false where its epoch had no record yet, so
  ///   that there was nothing to check it against
  record Sealed(int epoch, UUID stream, long seq, byte[] bytes, byte[] hash, boolean verified) {}

  /// Events whose signatures hold: all of them, in this order, or none. Answers the last number.
  record Events(RoomId room, List<RoomEvent> events, CompletableFuture<Long> done)
      implements AppendRequest {}

  /// A record and its grants, drawn when the room stood at `head` and its last event had the number
  /// `eventPos`. Answers false when the room has moved on since.
  record Epoch(
      RoomId room, Head head, long eventPos, EpochDraft draft, CompletableFuture<Boolean> done)
      implements AppendRequest {}

  /// Who posts, and his browser's id for what he posts (L3).
  record Author(UserId user, IdentityId identity, UUID clientId) {}
}
