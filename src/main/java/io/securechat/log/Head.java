package io.securechat.log;

import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/// The head of a room's log: last position, its chain hash and time, and the current epoch.
/// `activeAt` is the time of the last entry that is not quiet. `openEpoch` is null from an event
/// that changes the rows until the next epoch record; the counts are those of the last epoch.
/// `eventPos` is the position of the last event, which tells whether a cached room is of the same
/// moment.
public record Head(
    RoomId room,
    long pos,
    byte[] hash,
    long at,
    long activeAt,
    int lastEpoch,
    boolean epochOpen,
    int epochMessages,
    long epochSince,
    long eventPos) {

  /// Limits of an epoch: number of messages, and age (K3).
  static final int MAX_MESSAGES = 10_000;

  static final long LONGEST_MILLIS = 24L * 60 * 60 * 1000;

  static Head empty(RoomId room) {
    return new Head(room, 0, LogChain.start(room), 0, 0, 0, false, 0, 0, 0);
  }

  /// The epoch in which a message may be posted now; null if there is none. If the clock was set
  /// back, the log's own time counts, as it does for entries: otherwise an epoch could be open for
  /// a reader and over for a writer.
  public @Nullable Integer openEpoch(long now) {
    long age = Math.max(now, at) - epochSince;
    boolean fresh = epochMessages < MAX_MESSAGES && age < LONGEST_MILLIS;
    return epochOpen && fresh ? lastEpoch : null;
  }

  /// The head after one more entry.
  Head with(Entry entry, byte[] chain, EpochEffect effect) {
    long at = entry.at();
    long active = entry.quiet() ? activeAt : at;
    long event = entry.type() == Entry.EVENT ? entry.pos() : eventPos;
    int messages = epochMessages;
    boolean open = epochOpen;
    int epoch = lastEpoch;
    long since = epochSince;
    switch (effect) {
      case EpochEffect.Counts _ -> messages++;
      case EpochEffect.Opens(int opened) -> {
        epoch = opened;
        open = true;
        messages = 0;
        since = at;
      }
      case EpochEffect.Ends _ -> open = false;
      case EpochEffect.Keeps _ -> {}
    }
    return new Head(room, entry.pos(), chain, at, active, epoch, open, messages, since, event);
  }
}
