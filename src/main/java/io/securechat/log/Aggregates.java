package io.securechat.log;

import io.securechat.protocol.RoomId;
import java.util.Collection;
import java.util.List;

/// The aggregates of all logs, implemented by the module whose state the entries change.
public interface Aggregates {

  /// Reads the logs' messages for an aggregate.
  @FunctionalInterface
  interface Headers {

    /// The first 61 bytes of the messages after position `after` up to `last`, oldest first. Skips
    /// erased messages.
    List<byte[]> of(RoomId room, long after, long last);
  }

  /// Loads what checking a request needs, before the transaction begins: loading inside it would
  /// make other readers of the same data wait as long as the batch waits for the database.
  void prepare(AppendRequest request, Head head, Headers headers);

  /// The state of a log at this head. Called inside the transaction.
  Aggregate at(Head head, Headers headers);

  /// Converts an entry read back from the log into the form in which it is announced.
  Entry restored(StoredEntry stored);

  /// Drops cached state of these logs, because a batch that changed them failed.
  void forget(Collection<RoomId> rooms);

  /// Drops cached state that events may have changed, because another node appended some.
  void changedByOtherNode(RoomId room);
}
