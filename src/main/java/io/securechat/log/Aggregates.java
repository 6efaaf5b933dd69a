package io.securechat.log;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The aggregates of all logs, implemented by the module whose state the entries change.
public interface Aggregates {

  /// Reads stored entries for an aggregate.
  interface Contents {

    /// The first 61 bytes of the messages after position `after` up to `last`, oldest first. Skips
    /// erased messages.
    List<byte[]> headers(RoomId room, long after, long last);

    /// The entries at these positions, as far as they exist, in any order.
    List<Kept> kept(RoomId room, Collection<Long> positions);
  }

  /// A stored entry.
  ///
  /// @param sender who posted it; null if it is no message
  /// @param hash SHA-256 of its bytes
  /// @param erased whether only the hash is left
  record Kept(long pos, @Nullable UserId sender, byte[] hash, boolean erased) {}

  /// Loads what checking a request needs, before the transaction begins: loading inside it would
  /// make other readers of the same data wait as long as the batch waits for the database.
  void prepare(AppendRequest request, Head head, Contents contents);

  /// The state of a log at this head. Called inside the transaction.
  Aggregate at(Head head, Contents contents);

  /// Converts an entry read back from the log into the form in which it is announced.
  Entry restored(StoredEntry stored);

  /// Erases what belongs to the entries after position `after` up to `last`, whose messages have
  /// expired. Called inside the transaction that erases them.
  void expired(RoomId room, long after, long last);

  /// Drops cached state of these logs, because a batch that changed them failed.
  void forget(Collection<RoomId> rooms);

  /// Drops cached state that events may have changed, because another node appended some.
  void changedByOtherNode(RoomId room);
}
