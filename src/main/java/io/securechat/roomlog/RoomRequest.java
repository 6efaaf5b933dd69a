package io.securechat.roomlog;

import io.securechat.log.AppendRequest;
import io.securechat.log.Head;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.roomkeys.EpochDraft;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What can be appended to a room's log. `done` completes after the commit, with the request's own
/// answer or with the `Refusal` that left no trace of it.
sealed interface RoomRequest extends AppendRequest {

  CompletableFuture<?> done();

  @Override
  default void failed(Refusal refusal) {
    done().completeExceptionally(refusal);
  }

  /// A message. A `quiet` one counts neither as unread nor as the room's latest activity.
  record Post(
      RoomId room,
      Author author,
      IdentityId identity,
      Sealed envelope,
      boolean quiet,
      CompletableFuture<PostOutcome> done)
      implements RoomRequest {

    @Override
    public void committed(long pos, long at) {
      done.complete(new PostOutcome.Accepted(pos, at));
    }

    @Override
    public void repeated(long pos, long at) {
      done.complete(new PostOutcome.Duplicate(pos, at));
    }
  }

  /// An envelope whose shape was checked before it was queued.
  ///
  /// @param seq its number within the stream
  /// @param hash its SHA-256
  /// @param verified whether its signature was checked; false where its epoch had no record yet, so
  ///   that there was nothing to check it against
  record Sealed(int epoch, UUID stream, long seq, byte[] bytes, byte[] hash, boolean verified) {}

  /// Events whose signatures hold: all of them, in this order, or none. Answers the last number.
  record Events(RoomId room, List<RoomEvent> events, CompletableFuture<Long> done)
      implements Unrepeated {

    @Override
    public void committed(long pos, long at) {
      done.complete(pos);
    }
  }

  /// A record and its grants, drawn when the room stood at `head` and its last event had the number
  /// `eventPos`. Answers false when the room has moved on since.
  record Epoch(
      RoomId room, Head head, long eventPos, EpochDraft draft, CompletableFuture<Boolean> done)
      implements Unrepeated {

    @Override
    public void committed(long pos, long at) {
      done.complete(true);
    }
  }

  /// A request that names what it follows: its repetition does not fit any more.
  sealed interface Unrepeated extends RoomRequest {

    @Override
    default @Nullable Author author() {
      return null;
    }

    @Override
    default void repeated(long pos, long at) {
      throw new IllegalStateException("only what has an author can be repeated");
    }
  }
}
