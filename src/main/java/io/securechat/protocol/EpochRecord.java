package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// SC1E: the signed statement that opens an epoch and lists who can read it.
///
/// @param logPos the position before the record's own
/// @param logHash the chain hash at `logPos`
/// @param commit commitment to the epoch's secret
/// @param rows strictly ascending by user id, 1 to 1000
public record EpochRecord(
    int mode,
    int reason,
    RoomId room,
    long epoch,
    byte[] prevRecord,
    long logPos,
    byte[] logHash,
    long time,
    IdentityId issuer,
    byte[] commit,
    List<EpochRow> rows) {

  public static final int MANAGED = 1;

  public static final int END_TO_END = 2;

  public static final int FIRST = 1;
  public static final int ROWS_CHANGED = 2;
  public static final int SCHEDULED = 3;

  /// The issuer could not open their grant of the previous epoch, which another member had opened.
  public static final int GRANT_UNREADABLE = 4;

  private static final int MAX_ROWS = 1000;

  /// Refuses invalid rows (K1), whether parsed or to be written.
  public EpochRecord {
    rows = List.copyOf(rows);
    if (rows.isEmpty() || rows.size() > MAX_ROWS || !ascending(rows)) {
      throw new Malformed();
    }
  }

  /// Parses a record; throws [io.securechat.bytes.Malformed].
  public static EpochRecord parse(byte[] bytes) {
    var reader = new ByteReader(bytes).magic("SC1E");
    int mode = reader.u8();
    int reason = reader.u8();
    reader.require(mode == MANAGED || mode == END_TO_END);
    reader.require(reason >= FIRST && reason <= GRANT_UNREADABLE && reader.u8() == 0);
    var room = RoomId.of(reader.bytes(16));
    long epoch = reader.u32();
    byte[] prev = reader.bytes(32);
    long logPos = reader.u64();
    byte[] logHash = reader.bytes(32);
    long time = reader.u64();
    var issuer = IdentityId.of(reader.bytes(16));
    byte[] commit = reader.bytes(32);
    var rows = rows(reader);
    reader.bytes(Signatures.LENGTH);
    reader.end();
    reader.require(epoch >= 1);
    return new EpochRecord(
        mode, reason, room, epoch, prev, logPos, logHash, time, issuer, commit, rows);
  }

  private static List<EpochRow> rows(ByteReader reader) {
    int count = reader.u16();
    reader.require(count <= MAX_ROWS);
    var rows = new ArrayList<EpochRow>();
    for (int i = 0; i < count; i++) {
      var user = UserId.of(reader.bytes(16));
      var row = new EpochRow(user, IdentityId.of(reader.bytes(16)), reader.u8());
      reader.require(row.role() <= 1);
      rows.add(row);
    }
    return rows;
  }

  private static boolean ascending(List<EpochRow> rows) {
    return IntStream.range(1, rows.size())
        .allMatch(i -> rows.get(i - 1).user().compareTo(rows.get(i).user()) < 0);
  }

  /// The bytes that the issuer signs.
  public byte[] unsigned() {
    var writer =
        new ByteWriter()
            .magic("SC1E")
            .u8(mode)
            .u8(reason)
            .u8(0)
            .bytes(room.bytes())
            .u32(epoch)
            .bytes(prevRecord)
            .u64(logPos)
            .bytes(logHash)
            .u64(time)
            .bytes(issuer.bytes())
            .bytes(commit)
            .u16(rows.size());
    rows.forEach(
        row -> writer.bytes(row.user().bytes()).bytes(row.identity().bytes()).u8(row.role()));
    return writer.done();
  }

  /// The hash by which grants, keys and the next record refer to a record.
  public static byte[] hash(byte[] record) {
    return Sha256.of(record);
  }
}
