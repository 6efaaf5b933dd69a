package io.securechat.roomlog;

import io.securechat.protocol.RoomId;

/// Learns what this node commits to the rooms' logs; implemented by a module above. Both methods
/// run on the committing thread, for which everybody waits.
public interface CommitObserver {

  /// A message is being stored that mentions somebody. Runs inside the transaction that stores it,
  /// so what this writes is as durable as the message; throwing fails the message.
  void mentioning(RoomId room, long pos, long at, Alert alert);

  /// Entries after a position were committed. Must neither block nor throw.
  void committed(RoomId room, long after);

  /// Observes nothing.
  CommitObserver NONE =
      new CommitObserver() {
        @Override
        public void mentioning(RoomId room, long pos, long at, Alert alert) {}

        @Override
        public void committed(RoomId room, long after) {}
      };
}
