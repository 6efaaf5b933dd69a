package io.securechat.roomkeys;

import io.securechat.bytes.Malformed;
import io.securechat.identities.Identity;
import io.securechat.problems.Refusal;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An epoch that a member's browser has drawn, wrapped and signed: the server sees its shape, never
/// its secret.
///
/// @param record SC1E
/// @param grants SC1W, one for each row and in the rows' order
public record SubmittedEpoch(byte[] record, List<byte[]> grants) {

  /// What the record has to say to follow on the room as it is.
  ///
  /// @param prevIssuer who opened the epoch before; null before the first
  /// @param issuer the present identity of the member who submits
  public record Expected(
      RoomId room,
      int epoch,
      byte[] prevRecord,
      @Nullable UserId prevIssuer,
      long logPos,
      byte[] logHash,
      Identity issuer,
      List<EpochRow> rows) {}

  public SubmittedEpoch {
    grants = List.copyOf(grants);
  }

  /// The number after which the record wants to stand; throws [Malformed].
  public long logPos() {
    return EpochRecord.parse(record).logPos();
  }

  /// Whether its issuer says that they cannot open their grant of the epoch before, and therefore
  /// need not wait until that one is stale; throws [Malformed].
  public boolean replacesUnreadable() {
    return EpochRecord.parse(record).reason() == EpochRecord.GRANT_UNREADABLE;
  }

  /// Refuses with `bad-epoch` whatever is not exactly what is expected.
  EpochDraft require(Expected expected) {
    try {
      var read = EpochRecord.parse(record);
      byte[] hash = EpochRecord.hash(record);
      if (follows(read, expected) && isSigned(expected.issuer())) {
        return new EpochDraft(expected.room(), expected.epoch(), record, hash, grants(read, hash));
      }
    } catch (Malformed e) {
      // answered like every other epoch that does not fit (C6)
    }
    throw new Refusal(RoomKeyProblems.BAD_EPOCH);
  }

  private static boolean follows(EpochRecord read, Expected expected) {
    return read.mode() == EpochRecord.END_TO_END
        && hasReason(read, expected)
        && read.room().equals(expected.room())
        && read.epoch() == expected.epoch()
        && Arrays.equals(read.prevRecord(), expected.prevRecord())
        && read.logPos() == expected.logPos()
        && Arrays.equals(read.logHash(), expected.logHash())
        && read.issuer().equals(expected.issuer().id())
        && read.rows().equals(expected.rows());
  }

  private static boolean hasReason(EpochRecord read, Expected expected) {
    boolean first = expected.epoch() == 1;
    return switch (read.reason()) {
      case EpochRecord.FIRST -> first;
      case EpochRecord.ROWS_CHANGED, EpochRecord.SCHEDULED -> !first;
      // Nobody can have been unable to open a grant that they wrapped themselves (K11).
      case EpochRecord.GRANT_UNREADABLE ->
          !first && !expected.issuer().user().equals(expected.prevIssuer());
      default -> false;
    };
  }

  private boolean isSigned(Identity issuer) {
    byte[] signed = Arrays.copyOf(record, record.length - Signatures.LENGTH);
    byte[] signature = Arrays.copyOfRange(record, signed.length, record.length);
    return Signatures.verify(issuer.edPublicKey(), signed, signature);
  }

  private Map<UserId, byte[]> grants(EpochRecord read, byte[] hash) {
    if (grants.size() != read.rows().size()) {
      throw new Malformed();
    }
    var byUser = new LinkedHashMap<UserId, byte[]>();
    for (int i = 0; i < grants.size(); i++) {
      var row = read.rows().get(i);
      byte[] grant = grants.get(i);
      byte[] header = Grant.header(read.room(), read.epoch(), row.identity(), hash);
      Grant.parse(grant);
      if (!Arrays.equals(Arrays.copyOf(grant, header.length), header)) {
        throw new Malformed();
      }
      byUser.put(row.user(), grant);
    }
    return byUser;
  }
}
