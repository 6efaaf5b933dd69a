package io.securechat.client;

import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The epoch records of a room, each following from the events and from the record before it (K1,
/// K5, K8, K11).
final class EpochChain {

  /// A record that follows.
  ///
  /// @param pos where it stands in the log
  /// @param writers the identities that may write under it
  record Accepted(
      EpochRecord record, byte[] bytes, byte[] hash, long pos, Set<IdentityId> writers) {

    static Accepted of(EpochRecord record, byte[] bytes) {
      var writers = record.rows().stream().map(EpochRow::identity).collect(Collectors.toSet());
      return new Accepted(record, bytes, EpochRecord.hash(bytes), record.logPos() + 1, writers);
    }

    /// The member who opened it; empty for the server.
    Optional<UserId> issuer() {
      return record.rows().stream()
          .filter(row -> row.identity().equals(record.issuer()))
          .map(EpochRow::user)
          .findFirst();
    }
  }

  private final RoomId room;
  private final People people;
  private final List<Accepted> accepted = new ArrayList<>();
  private boolean ended;

  EpochChain(RoomId room, People people) {
    this.room = room;
    this.people = people;
  }

  /// Takes the record at a position, where h before it is `before`.
  void take(byte[] bytes, long pos, byte[] before, RoomLedger ledger) {
    var record = EpochRecord.parse(bytes);
    var former = newest();
    require(
        record.room().equals(room) && record.mode() == ledger.modeCode(),
        "is of another room",
        pos);
    boolean here = record.logPos() == pos - 1 && Arrays.equals(record.logHash(), before);
    require(here, "belongs elsewhere", pos);
    require(record.rows().equals(ledger.rows()), "has other rows than the events", pos);
    byte[] prev = former == null ? new byte[32] : former.hash();
    boolean follows =
        record.epoch() == accepted.size() + 1 && Arrays.equals(record.prevRecord(), prev);
    require(follows, "does not follow the one before", pos);
    var next = Accepted.of(record, bytes);
    require(isSigned(next), "is not signed by who may", pos);
    require(reasonHolds(former, next), "has no reason", pos);
    ledger.expiry().signed(pos, record.time());
    accepted.add(next);
    ended = false;
  }

  private boolean isSigned(Accepted next) {
    var record = next.record();
    byte[] key =
        record.mode() == EpochRecord.MANAGED
            ? people.serverKey(record.issuer()).orElse(null)
            : next.issuer()
                .flatMap(_ -> people.identity(record.issuer()))
                .map(IdentityRecord::edKey)
                .orElse(null);
    byte[] bytes = next.bytes();
    byte[] signature = Arrays.copyOfRange(bytes, bytes.length - Signatures.LENGTH, bytes.length);
    return key != null && Signatures.verify(key, record.unsigned(), signature);
  }

  /// Rule K11.
  private static boolean reasonHolds(@Nullable Accepted before, Accepted next) {
    return next.record().reason() != EpochRecord.GRANT_UNREADABLE
        || (next.record().mode() == EpochRecord.END_TO_END
            && before != null
            && !before.issuer().equals(next.issuer()));
  }

  private static void require(boolean holds, String fault, long pos) {
    if (!holds) {
      throw new IllegalStateException("the entry at " + pos + " " + fault);
    }
  }

  /// An event of K4 has come: nothing more is valid under the newest epoch.
  void end() {
    ended = true;
  }

  @Nullable Accepted newest() {
    return accepted.isEmpty() ? null : accepted.getLast();
  }

  /// The epoch under which messages are valid now.
  Optional<Accepted> open() {
    return ended ? Optional.empty() : Optional.ofNullable(newest());
  }

  Optional<Accepted> epoch(long number) {
    return number >= 1 && number <= accepted.size()
        ? Optional.of(accepted.get((int) number - 1))
        : Optional.empty();
  }
}
