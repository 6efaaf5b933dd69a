package io.securechat.roomkeys;

import io.securechat.bytes.Malformed;
import io.securechat.identities.Identity;
import io.securechat.problems.Refusal;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An epoch generated, wrapped and signed by a member's browser. The server sees its structure, but
/// never its secret.
///
/// @param record SC1E
/// @param grants SC1W, one per row and in the rows' order
public record SubmittedEpoch(byte[] record, List<byte[]> grants) {

  /// What the record must contain to be valid for the room's current state.
  ///
  /// @param prevIssuer the issuer of the previous epoch; null before the first
  /// @param issuer the current identity of the submitting member
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

  /// The position that the record follows; throws [Malformed].
  public long logPos() {
    return EpochRecord.parse(record).logPos();
  }

  /// Whether its issuer claims to be unable to open their grant of the previous epoch, and so need
  /// not wait until that epoch ends; throws [Malformed].
  public boolean replacesUnreadable() {
    return EpochRecord.parse(record).reason() == EpochRecord.GRANT_UNREADABLE;
  }

  /// Refuses with `bad-epoch` unless everything is as expected.
  EpochDraft require(Expected expected) {
    try {
      var read = EpochRecord.parse(record);
      byte[] hash = EpochRecord.hash(record);
      if (follows(read, expected) && isSigned(expected.issuer())) {
        var byUser = RowGrants.byUser(expected.room(), expected.epoch(), hash, read.rows(), grants);
        return new EpochDraft(expected.room(), expected.epoch(), record, hash, byUser);
      }
    } catch (Malformed e) {
      // Falls through: all invalid epochs get the same answer (C6).
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
      // Nobody can be unable to open a grant that they wrapped themselves (K11).
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
}
