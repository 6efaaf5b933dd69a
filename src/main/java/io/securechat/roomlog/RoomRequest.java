package io.securechat.roomlog;

import io.securechat.log.AppendRequest;
import io.securechat.log.Head;
import io.securechat.problems.Refusal;
import io.securechat.protocol.FileId;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.roomkeys.EpochDraft;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// What can be appended to a room's log. `done` completes after the commit with the result, or
/// exceptionally with the `Refusal`.
sealed interface RoomRequest extends AppendRequest {

  CompletableFuture<?> done();

  @Override
  default void failed(Refusal refusal) {
    done().completeExceptionally(refusal);
  }

  /// A message. A `quiet` one counts neither as unread nor as activity of the room.
  ///
  /// @param alert whom it mentions
  /// @param files those that are bound to it (F3)
  record Post(
      RoomId room,
      Author author,
      IdentityId identity,
      Sealed envelope,
      boolean quiet,
      Alert alert,
      List<FileId> files,
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

  /// An envelope whose format was checked before it was queued.
  ///
  /// @param seq its sequence number within the stream
  /// @param hash its SHA-256
  /// @param verified whether its signature was checked; false if its epoch had no record yet to
  ///   check it against
  record Sealed(int epoch, UUID stream, long seq, byte[] bytes, byte[] hash, boolean verified) {}

  /// Events with valid signatures: appends all, in this order, or none. Completes with the last
  /// position.
  record Events(RoomId room, List<RoomEvent> events, CompletableFuture<Long> done)
      implements Unrepeated {

    @Override
    public void committed(long pos, long at) {
      done.complete(pos);
    }
  }

  /// Opens a letterbox by event 18, with its grants.
  ///
  /// @param grants one for each row, in the order of the rows
  /// @param within also stores something in the transaction, given the number of the box
  record NewBox(
      RoomId room,
      RoomEvent.LetterboxOpened event,
      List<byte[]> grants,
      LongConsumer within,
      CompletableFuture<Long> done)
      implements Unrepeated {

    @Override
    public void committed(long pos, long at) {
      done.complete(pos);
    }
  }

  /// A letter for a box. Completes with false if the box is not open.
  ///
  /// @param author a key made of the bytes: the same letter is stored once
  record Letter(
      RoomId room,
      Author author,
      long box,
      byte[] bytes,
      byte[] hash,
      CompletableFuture<Boolean> done)
      implements RoomRequest {

    @Override
    public void committed(long pos, long at) {
      done.complete(true);
    }

    @Override
    public void repeated(long pos, long at) {
      done.complete(true);
    }
  }

  /// An epoch record and its grants, generated when the room's head was `head` and its last event
  /// was at position `eventPos`. Completes with false if the room has changed since.
  record Epoch(
      RoomId room, Head head, long eventPos, EpochDraft draft, CompletableFuture<Boolean> done)
      implements Unrepeated {

    @Override
    public void committed(long pos, long at) {
      done.complete(true);
    }
  }

  /// A request that names what it follows, so a repetition is no longer valid.
  sealed interface Unrepeated extends RoomRequest {

    @Override
    default @Nullable Author author() {
      return null;
    }

    @Override
    default void repeated(long pos, long at) {
      throw new IllegalStateException("a request without an author cannot be a repetition");
    }
  }
}
