package io.securechat.client;

import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Reads rooms' logs from an untrusted server, and keeps what it learns about others. Throws
/// [IllegalStateException] if an answer breaks a rule that pages verify.
final class RoomLogs {

  private static final int SLICE = 200;

  private final Api api;
  private final UserId me;
  private final People people;
  private final Pins pins;

  /// The last reading of each room.
  private final Map<String, RoomReader> readers = new HashMap<>();

  RoomLogs(Api api, UUID me) {
    this.api = api;
    this.me = new UserId(me);
    this.people = new PublicKeys(api);
    this.pins = new Pins(people);
  }

  Pins pins() {
    return pins;
  }

  /// All of a room's entries, as served to this member.
  List<JsonNode> read(String room) {
    var all = new ArrayList<JsonNode>();
    var reader = new RoomReader(RoomId.parse(room), me, people, Clock.systemUTC());
    for (var slice = slice(room, 0, SLICE); !slice.path("entries").isEmpty(); ) {
      reader.take(slice);
      slice.path("entries").forEach(all::add);
      slice = slice(room, all.getLast().path("pos").asLong(), SLICE);
    }
    for (long pos : reader.owed()) {
      var entry = slice(room, pos - 1, 1).path("entries").path(0);
      reader.refill(pos, entry);
      all.set((int) pos - 1, entry);
    }
    reader.requireValid();
    reader.members().forEach(this::requireKnown);
    reader.requireRoom(api.get("/api/rooms/" + room).body().path("mode").asString());
    var earlier = readers.get(room);
    if (earlier != null) {
      reader.requireContinues(earlier);
    }
    readers.put(room, reader);
    return all;
  }

  /// Requires that the sender of a message in a room that was read saw the same log.
  void requireSeen(String room, long pos, Epoch.Witness witness) {
    Objects.requireNonNull(readers.get(room)).requireSeen(pos, witness);
  }

  /// Requires that these very bytes stand at a number (M7).
  void requireStands(String room, long pos, byte[] entry) {
    var there = slice(room, pos - 1, 1).path("entries").path(0);
    boolean same =
        there.path("pos").asLong() == pos
            && Arrays.equals(entry, ChatClient.bytes(there.path("entry")));
    if (!same) {
      throw new IllegalStateException("accepted at " + pos + ", where it does not stand");
    }
  }

  private JsonNode slice(String room, long after, int limit) {
    return api.get("/api/rooms/" + room + "/log?limit=" + limit + "&after=" + after).body();
  }

  /// Rule I10.
  private void requireKnown(UserId member, RoomLedger.Named named) {
    var verdict = member.equals(me) ? Pins.Verdict.FINE : pins.verdict(member, named);
    if (verdict != Pins.Verdict.FINE) {
      throw new IllegalStateException("the identity of " + member + " is " + verdict);
    }
  }

  /// The user with this username, who must be the one it is pinned to (I13).
  UserId find(String username) {
    var found =
        api.post("/api/users/lookup", Map.of("usernames", List.of(username))).body().path("found");
    var served = found.path(0);
    var user = UserId.parse(served.path("userId").asString());
    boolean another = pins.ownerOf(username).filter(owner -> !owner.equals(user)).isPresent();
    var names =
        new Pins.Names(served.path("username").asString(), served.path("displayName").asString());
    var shown = pins.named(user, names);
    if (another || !shown.username().equals(username)) {
      throw new IllegalStateException("somebody else is pinned as " + username);
    }
    return user;
  }
}
