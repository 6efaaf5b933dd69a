package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomId;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The keys of a room's epochs, opened from this user's grants on demand (K5, K6). Not thread-safe.
final class RoomKeys {

  private static final int PAGE = 50;

  private final RoomId room;
  private final Rest rest;
  private final Vault vault;
  private final EpochChain epochs;
  private final Map<Long, List<byte[]>> grants = new HashMap<>();
  private final Map<Long, Optional<Epoch>> opened = new HashMap<>();

  RoomKeys(RoomId room, Rest rest, Vault vault, EpochChain epochs) {
    this.room = room;
    this.rest = rest;
    this.vault = vault;
    this.epochs = epochs;
  }

  /// The key of an epoch; empty if no grant of this user opens it.
  Optional<Epoch> epoch(long number) {
    var known = opened.get(number);
    if (known != null) {
      return known;
    }
    if (!grants.containsKey(number)) {
      fetch(Math.max(1, number - PAGE + 1), number);
    }
    var epoch = epochs.epoch(number).flatMap(record -> open(number, record));
    opened.put(number, epoch);
    return epoch;
  }

  private Optional<Epoch> open(long number, EpochChain.Accepted record) {
    for (byte[] grant : grants.getOrDefault(number, List.of())) {
      for (var keys : vault.keys()) {
        try {
          return Optional.of(Epoch.open(grant, record.bytes(), keys));
        } catch (GeneralSecurityException | Malformed e) {
          // Another member may have granted it too, or to a former identity.
        }
      }
    }
    return Optional.empty();
  }

  private void fetch(long from, long to) {
    var answer = rest.get("/api/rooms/" + room + "/grants?from=" + from + "&to=" + to).body();
    add(answer.path("grants"));
  }

  /// Adds grants that came live; what did not open is tried again.
  void add(JsonNode shown) {
    for (var one : shown) {
      try {
        byte[] grant = Rest.bytes(one);
        long epoch = Grant.parse(grant).epoch();
        grants.computeIfAbsent(epoch, _ -> new ArrayList<>()).add(grant);
        opened.remove(epoch, Optional.<Epoch>empty());
      } catch (Malformed e) {
        // Nothing is lost with what is no grant.
      }
    }
  }

  /// Epochs whose key is lacking, as far as they were looked at.
  List<Long> lacking() {
    return opened.entrySet().stream()
        .filter(one -> one.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
