package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.LedgerReader;
import io.securechat.testing.Api;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// Creates the next epoch of an end-to-end room ([EpochDraft]) from what the server says, and
/// spoils it on request.
public final class EpochMaker {

  private static final int TRIES = 10;

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

  public Rest.Answer submit(String room, EpochDraft made) {
    var grants = made.grants().stream().map(Base64Text::of).toList();
    return api.post(
        "/api/rooms/" + room + "/epochs",
        Api.fields("record", Base64Text.of(made.record()), "grants", grants));
  }

  /// The epoch that follows the room's current state.
  public EpochDraft make(String room) {
    return make(room, false);
  }

  /// The same, for the reason that the client cannot open its grant of the current epoch, which
  /// another member opened (K11).
  public EpochDraft replace(String room) {
    return make(room, true);
  }

  private EpochDraft make(String room, boolean unreadable) {
    try {
      return make(RoomId.parse(room), api.get("/api/rooms/" + room).body(), unreadable);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private EpochDraft make(RoomId room, JsonNode detail, boolean unreadable)
      throws GeneralSecurityException {
    int last = detail.path("lastEpoch").asInt();
    var place =
        new EpochDraft.Place(
            room,
            last == 0 ? null : record(room, last),
            detail.path("lastPos").asLong(),
            Rest.bytes(detail.path("lastHash")),
            rows(room),
            unreadable);
    var spkis = spkis(place.rows().stream().map(row -> row.identity().toString()).toList());
    var count = new AtomicInteger();
    return EpochDraft.make(
        place,
        keys,
        System.currentTimeMillis(),
        (identity, header, secret) -> {
          byte[] spki = Objects.requireNonNull(spkis.get(identity.toString()));
          boolean spoilt = spoils && !identity.equals(IdentityId.of(keys.id));
          int index = count.getAndIncrement();
          return spoilt ? worthless(header, spki, index) : Keys.wrap(spki, header, secret);
        });
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
          entry -> ledger.take(Rest.bytes(entry.path("entry")), entry.path("pos").asLong()));
      last = page.get(page.size() - 1).path("pos").asLong();
    }
  }

  private byte[] record(RoomId room, int epoch) {
    var answer = api.get("/api/rooms/" + room + "/grants?from=" + epoch + "&to=" + epoch);
    return Rest.bytes(answer.body().path("records").get(0).path("entry"));
  }

  private static byte[] worthless(byte[] header, byte[] spki, int index)
      throws GeneralSecurityException {
    return index % 2 == 0 ? Keys.wrap(spki, header, Keys.random(32)) : Keys.random(384);
  }

  /// Wraps the key of any known epoch for a user who lacks it.
  public byte[] share(String room, Epoch epoch, byte[] identity) {
    var id = IdentityId.of(identity);
    byte[] header = Grant.header(RoomId.parse(room), epoch.number, id, epoch.recordHash);
    try {
      byte[] spki = Objects.requireNonNull(spkis(List.of(id.toString())).get(id.toString()));
      return Keys.join(
          header, spoils ? worthless(header, spki, 0) : Keys.wrap(spki, header, epoch.secret));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, byte[]> spkis(List<String> identities) {
    var found = api.post("/api/identities/lookup", Map.of("ids", identities)).body();
    var spkis = new HashMap<String, byte[]>();
    for (var identity : found.path("identities")) {
      spkis.put(identity.path("identityId").asString(), spki(Rest.bytes(identity.path("record"))));
    }
    return spkis;
  }

  private static byte[] spki(byte[] record) {
    var reader = new ByteReader(record);
    reader.bytes(97);
    return reader.bytes(reader.u16());
  }
}
