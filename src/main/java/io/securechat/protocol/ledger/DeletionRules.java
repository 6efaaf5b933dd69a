package io.securechat.protocol.ledger;

import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The part of the server's rules for deletions that needs the room's log: everything that is named
/// must be a message of the event's subject, have the named hash, and not be deleted yet. Pure.
public final class DeletionRules {

  /// An entry of the room's log.
  ///
  /// @param sender who posted the message; zeros for a letter, null for other entries
  /// @param hash SHA-256 of its bytes
  /// @param erased whether only the hash is left
  public record Named(@Nullable UserId sender, byte[] hash, boolean erased) {}

  private DeletionRules() {}

  /// Refuses the event if it does not fit the log. `entries` returns the entry at a position, or
  /// null if there is none.
  public static void require(RoomEvent.Deleted event, LongFunction<@Nullable Named> entries) {
    for (var message : event.deletion().messages()) {
      require(event.subject(), message, entries.apply(message.pos()));
    }
  }

  private static void require(UserId subject, Deletion.Ref message, @Nullable Named entry) {
    if (entry == null || entry.sender() == null || !message.matches(entry.hash())) {
      throw new Refusal(RoomProblems.BAD_EVENT);
    }
    require(entry.sender().equals(subject), RoomProblems.NOT_YOUR_MESSAGE);
    require(!entry.erased(), RoomProblems.NO_CHANGE);
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
