package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.RoomId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The keys of a room's epochs, opened from this user's grants on demand (K5). Not thread-safe.
final class RoomKeys {

  private static final int PAGE = 50;

  private final RoomId room;
  private final Rest rest;
  private final EpochChain epochs;
  private final OwnGrants<Epoch> grants;

  RoomKeys(RoomId room, Rest rest, Vault vault, EpochChain epochs) {
    this.room = room;
    this.rest = rest;
    this.epochs = epochs;
    this.grants = new OwnGrants<>(vault);
  }

  /// The key of an epoch; empty if no grant of this user opens it.
  Optional<Epoch> epoch(long number) {
    var record = epochs.epoch(number);
    return grants.get(
        number,
        () -> fetch(Math.max(1, number - PAGE + 1), number),
        (grant, keys) -> Epoch.open(grant, record.orElseThrow(Malformed::new).bytes(), keys));
  }

  private void fetch(long from, long to) {
    var answer = rest.get("/api/rooms/" + room + "/grants?from=" + from + "&to=" + to).body();
    add(answer.path("grants"));
  }

  /// Adds grants that came live.
  void add(JsonNode shown) {
    grants.add(shown);
  }

  /// The grants that have opened something.
  List<byte[]> kept() {
    return grants.kept();
  }

  /// Epochs whose key is lacking, as far as they were looked at.
  List<Long> lacking() {
    return grants.lacking();
  }
}
