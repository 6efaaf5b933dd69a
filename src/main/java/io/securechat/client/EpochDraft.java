package io.securechat.client;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next epoch of an end-to-end room, created by a member (K7): a new secret, the signed record
/// (SC1E), and a grant (SC1W) for each row.
///
/// @param grants in the order of the rows
public record EpochDraft(byte[] record, List<byte[]> grants) {

  /// What the next record follows.
  ///
  /// @param last the record of the epoch before; null for the first epoch
  /// @param unreadable whether this member cannot open that epoch's grant (K11)
  record Place(
      RoomId room,
      byte @Nullable [] last,
      long logPos,
      byte[] logHash,
      List<EpochRow> rows,
      boolean unreadable) {}

  /// Wraps a grant's secret for an identity, under the header as label.
  interface Wrapping {
    byte[] wrap(IdentityId identity, byte[] header, byte[] secret) throws GeneralSecurityException;
  }

  static EpochDraft make(Place place, Keys keys, long now, Wrapping wrapping)
      throws GeneralSecurityException {
    byte[] last = place.last();
    var before = last == null ? null : EpochRecord.parse(last);
    long epoch = before == null ? 1 : before.epoch() + 1;
    byte[] secret = Keys.random(32);
    byte[] salt = new ByteWriter().bytes(place.room().bytes()).u32(epoch).done();
    var record =
        new EpochRecord(
            EpochRecord.END_TO_END,
            reason(place, before),
            place.room(),
            epoch,
            last == null ? new byte[32] : EpochRecord.hash(last),
            place.logPos(),
            place.logHash(),
            now,
            IdentityId.of(keys.id),
            PasswordSecrets.hkdf(secret, salt, Keys.ascii("SC1C")),
            place.rows());
    byte[] signed = Keys.join(record.unsigned(), keys.sign(record.unsigned()));
    var grants = new ArrayList<byte[]>();
    for (var row : place.rows()) {
      byte[] header = Grant.header(place.room(), epoch, row.identity(), EpochRecord.hash(signed));
      grants.add(Keys.join(header, wrapping.wrap(row.identity(), header, secret)));
    }
    return new EpochDraft(signed, grants);
  }

  private static int reason(Place place, @Nullable EpochRecord before) {
    if (place.unreadable()) {
      return EpochRecord.GRANT_UNREADABLE;
    }
    if (before == null) {
      return EpochRecord.FIRST;
    }
    return before.rows().equals(place.rows()) ? EpochRecord.SCHEDULED : EpochRecord.ROWS_CHANGED;
  }
}
