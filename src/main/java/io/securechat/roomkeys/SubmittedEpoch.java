package io.securechat.roomkeys;

import io.securechat.bytes.Malformed;
import io.securechat.identities.Identity;
import io.securechat.identities.Signatures;
import io.securechat.problems.Refusal;
import io.securechat.rooms.RoomId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An epoch that a member's browser has drawn, wrapped and signed: the server sees its shape, never
/// its secret.
///
/// @param record SC1E
/// @param grants SC1W, one for each row and in the rows' order
public record SubmittedEpoch(byte[] record, List<byte[]> grants) {

  /// What the record has to say to follow on the room as it is.
  ///
  /// @param issuer the present identity of the member who submits
  public record Expected(
      RoomId room,
      int epoch,
      byte[] prevRecord,
      long logPos,
      byte[] logHash,
      Identity issuer,
      List<Row> rows) {}

  public SubmittedEpoch {
    grants = List.copyOf(grants);
  }

  /// The number after which the record wants to stand; throws [Malformed].
  public long logPos() {
    return EpochRecord.parse(record).logPos();
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
    int first = expected.epoch() == 1 ? EpochRecord.FIRST : EpochRecord.ROWS_CHANGED;
    boolean reason =
        read.reason() == first || expected.epoch() > 1 && read.reason() == EpochRecord.SCHEDULED;
    return read.mode() == EpochRecord.END_TO_END
        && reason
        && read.room().equals(expected.room())
        && read.epoch() == expected.epoch()
        && Arrays.equals(read.prevRecord(), expected.prevRecord())
        && read.logPos() == expected.logPos()
        && Arrays.equals(read.logHash(), expected.logHash())
        && read.issuer().equals(expected.issuer().id())
        && read.rows().equals(expected.rows());
  }

  private boolean isSigned(Identity issuer) {
    byte[] signed = Arrays.copyOf(record, record.length - EpochRecord.SIGNATURE);
    byte[] signature = Arrays.copyOfRange(record, signed.length, record.length);
    return Signatures.verify(issuer.edPublicKey(), signed, signature);
  }

  private Map<io.securechat.accounts.UserId, byte[]> grants(EpochRecord read, byte[] hash) {
    if (grants.size() != read.rows().size()) {
      throw new Malformed();
    }
    var byUser = new LinkedHashMap<io.securechat.accounts.UserId, byte[]>();
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
