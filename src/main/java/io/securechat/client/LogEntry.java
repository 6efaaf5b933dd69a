package io.securechat.client;

import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Letterbox;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One entry of a room's verified log.
public sealed interface LogEntry {

  long pos();

  /// The server's time in milliseconds (L7).
  long at();

  /// An event that follows.
  record Event(long pos, long at, RoomEvent event, byte[] bytes) implements LogEntry {}

  /// An epoch record that follows.
  ///
  /// @param issuer the member who opened the epoch; empty for the server
  record NewEpoch(long pos, long at, Optional<UserId> issuer, int reason, byte[] bytes)
      implements LogEntry {}

  /// A message in its envelope.
  ///
  /// @param recordHash of the epoch under which it was sent
  /// @param mayWrite whether its sender could write messages at that position (E12)
  /// @param fault why it is not valid (M3); null if its place is right
  record Message(
      long pos,
      long at,
      byte[] bytes,
      byte[] hash,
      Envelope envelope,
      byte[] recordHash,
      boolean mayWrite,
      @Nullable String fault)
      implements LogEntry {}

  /// A letter, which a program has written into a letterbox (B7).
  ///
  /// @param box null if the letter is for no box that is open at its position
  /// @param fault why it is not valid; null if its place is right
  record Letter(
      long pos, long at, byte[] bytes, byte[] hash, @Nullable Letterbox box, @Nullable String fault)
      implements LogEntry {}

  /// A message or a letter of which the server has shown the hash alone.
  record Bare(long pos, long at, byte[] hash, boolean isLetter) implements LogEntry {}
}
