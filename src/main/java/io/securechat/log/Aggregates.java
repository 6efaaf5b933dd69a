package io.securechat.log;

import io.securechat.protocol.RoomId;
import java.util.Collection;
import java.util.List;

/// The aggregates of all logs. Implemented by the module whose state the entries change.
public interface Aggregates {

  /// Reads the logs' messages for an aggregate.
  @FunctionalInterface
  interface Headers {

    /// The first 61 bytes of the messages after a number up to another, oldest first. Erased
    /// messages are missing.
    List<byte[]> of(RoomId room, long after, long last);
  }

  /// Loads what checking a request will need, before the transaction begins: loading inside of it
  /// would make everybody who asks for the same wait as long as the batch waits for the database.
  void prepare(AppendRequest request, Head head, Headers headers);

  /// The aggregate of a log as it is at this head. Called in the transaction.
  Aggregate at(Head head, Headers headers);

  /// An entry that was read back from the log, in the form in which it is announced.
  Entry restored(StoredEntry stored);

  /// Drops what is remembered about these logs: a batch that changed them failed.
  void forget(Collection<RoomId> rooms);

  /// Drops what events may have changed: another node has appended some.
  void changedElsewhere(RoomId room);
}
