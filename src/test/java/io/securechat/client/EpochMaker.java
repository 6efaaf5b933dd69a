package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.LedgerReader;
import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Creates the next epoch of an end-to-end room as a member's browser does: generates the secret,
/// signs the record (SC1E), and wraps a grant (SC1W) for each member.
public final class EpochMaker {

  private static final int TRIES = 10;

  /// A record with one grant for each of its rows.
  public record Made(byte[] record, List<byte[]> grants) {}

  private final Api api;
  private final Keys keys;
  private boolean spoils;

  public EpochMaker(ChatClient who) {
    this.api = who.api;
    this.keys = who.keys;
  }

  /// Creates invalid grants for everyone else, as only a hostile member does: half of them contain
  /// another secret than the record commits to, the others no secret at all.
  public EpochMaker spoiling() {
    spoils = true;
    return this;
  }

  /// Ensures that an epoch is open, by opening one if nobody has.
  public void open(String room) {
    for (int i = 0; i < TRIES; i++) {
      var answer = submit(room, make(room));
      if (answer.status() == 201 || answer.code().equals("epoch-open")) {
        return;
      }
      if (!answer.code().equals("epoch-stale")) {
        throw new IllegalStateException("no epoch: " + answer.body());
      }
    }
    throw new IllegalStateException("the room never rests");
  }

  public Api.Answer submit(String room, Made made) {
    var grants = made.grants().stream().map(Base64Text::of).toList();
    return api.post(
        "/api/rooms/" + room + "/epochs",
        Api.fields("record", Base64Text.of(made.record()), "grants", grants));
  }

  /// The epoch that follows the room's current state.
  public Made make(String room) {
    return make(room, false);
  }

  /// The same, for the reason that the client cannot open its grant of the current epoch, which
  /// another member opened (K11).
  public Made replace(String room) {
    return make(room, true);
  }

  private Made make(String room, boolean unreadable) {
    try {
      return make(RoomId.parse(room), api.get("/api/rooms/" + room).body(), unreadable);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Made make(RoomId room, JsonNode detail, boolean unreadable)
      throws GeneralSecurityException {
    int epoch = detail.path("lastEpoch").asInt() + 1;
    var rows = rows(room);
    byte[] last = epoch == 1 ? null : record(room, epoch - 1);
    byte[] secret = Keys.random(32);
    byte[] salt = new ByteWriter().bytes(room.bytes()).u32(epoch).done();
    var record =
        new EpochRecord(
            EpochRecord.END_TO_END,
            unreadable ? EpochRecord.GRANT_UNREADABLE : reason(last, rows),
            room,
            epoch,
            last == null ? new byte[32] : EpochRecord.hash(last),
            detail.path("lastPos").asLong(),
            ChatClient.bytes(detail.path("lastHash")),
            System.currentTimeMillis(),
            IdentityId.of(keys.id),
            Secrets.hkdf(secret, salt, Keys.ascii("SC1C")),
            rows);
    byte[] signed = Keys.join(record.unsigned(), keys.sign(record.unsigned()));
    return new Made(signed, grants(record, EpochRecord.hash(signed), secret));
  }

  /// The room's readers according to its signed events, without using the server's list of members.
  private List<EpochRow> rows(RoomId room) {
    var ledger = new LedgerReader(room, new PublicKeys(api));
    long last = 0;
    while (true) {
      var page = api.get("/api/rooms/" + room + "/events?after=" + last).body().path("entries");
      if (page.isEmpty()) {
        return ledger.rows();
      }
      page.forEach(
          entry -> ledger.take(ChatClient.bytes(entry.path("entry")), entry.path("pos").asLong()));
      last = page.get(page.size() - 1).path("pos").asLong();
    }
  }

  private static int reason(byte[] last, List<EpochRow> rows) {
    if (last == null) {
      return EpochRecord.FIRST;
    }
    boolean same = EpochRecord.parse(last).rows().equals(rows);
    return same ? EpochRecord.SCHEDULED : EpochRecord.ROWS_CHANGED;
  }

  private byte[] record(RoomId room, int epoch) {
    var answer = api.get("/api/rooms/" + room + "/grants?from=" + epoch + "&to=" + epoch);
    return ChatClient.bytes(answer.body().path("records").get(0).path("entry"));
  }

  private List<byte[]> grants(EpochRecord record, byte[] hash, byte[] secret)
      throws GeneralSecurityException {
    var spkis = spkis(record.rows().stream().map(row -> row.identity().toString()).toList());
    var grants = new ArrayList<byte[]>();
    for (var row : record.rows()) {
      byte[] header = Grant.header(record.room(), record.epoch(), row.identity(), hash);
      byte[] spki = spkis.get(row.identity().toString());
      boolean spoilt = spoils && !row.identity().equals(IdentityId.of(keys.id));
      grants.add(spoilt ? worthless(header, spki, grants.size()) : grant(header, spki, secret));
    }
    return grants;
  }

  private static byte[] worthless(byte[] header, byte[] spki, int index)
      throws GeneralSecurityException {
    return index % 2 == 0
        ? grant(header, spki, Keys.random(32))
        : Keys.join(header, Keys.random(384));
  }

  /// Wraps the key of any known epoch for a user who lacks it.
  public byte[] share(String room, Epoch epoch, byte[] identity) {
    var id = IdentityId.of(identity);
    byte[] header = Grant.header(RoomId.parse(room), epoch.number, id, epoch.recordHash);
    try {
      byte[] spki = spkis(List.of(id.toString())).get(id.toString());
      return spoils ? worthless(header, spki, 0) : grant(header, spki, epoch.secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] grant(byte[] header, byte[] spki, byte[] secret)
      throws GeneralSecurityException {
    return Keys.join(header, Keys.wrap(spki, header, secret));
  }

  private Map<String, byte[]> spkis(List<String> identities) {
    var found = api.post("/api/identities/lookup", Map.of("ids", identities)).body();
    var spkis = new HashMap<String, byte[]>();
    for (var identity : found.path("identities")) {
      spkis.put(
          identity.path("identityId").asString(), spki(ChatClient.bytes(identity.path("record"))));
    }
    return spkis;
  }

  private static byte[] spki(byte[] record) {
    var reader = new ByteReader(record);
    reader.bytes(97);
    return reader.bytes(reader.u16());
  }
}
