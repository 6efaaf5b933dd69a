package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Letterbox;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The seeds of a room's letterboxes, opened from this user's grants on demand (B2). Not
/// thread-safe.
final class Seeds {

  private final RoomId room;
  private final Rest rest;
  private final Vault vault;
  private final Map<Long, List<byte[]>> grants = new HashMap<>();
  private final Map<Long, Optional<byte[]>> opened = new HashMap<>();

  Seeds(RoomId room, Rest rest, Vault vault) {
    this.room = room;
    this.rest = rest;
    this.vault = vault;
  }

  /// The seed of a box; empty if no grant of this user opens it.
  Optional<byte[]> of(Letterbox box) {
    var known = opened.get(box.number());
    if (known != null) {
      return known;
    }
    if (!grants.containsKey(box.number())) {
      fetch();
    }
    var seed =
        grants.getOrDefault(box.number(), List.of()).stream()
            .flatMap(grant -> open(grant, box).stream())
            .findFirst();
    opened.put(box.number(), seed);
    return seed;
  }

  private Optional<byte[]> open(byte[] grant, Letterbox box) {
    for (var keys : vault.keys()) {
      byte[] header =
          Grant.header(room, Grant.BOXES + box.number(), IdentityId.of(keys.id), box.event());
      try {
        if (Arrays.equals(header, Arrays.copyOf(grant, header.length))) {
          byte[] wrapped = Arrays.copyOfRange(grant, header.length, grant.length);
          byte[] seed = keys.unwrap(header, wrapped);
          if (seed.length == LetterKey.LENGTH
              && Arrays.equals(LetterKey.publicKey(seed), box.key())) {
            return Optional.of(seed);
          }
        }
      } catch (GeneralSecurityException | Malformed e) {
        // Another member may have granted it too, or to a former identity.
      }
    }
    return Optional.empty();
  }

  private void fetch() {
    for (var box : rest.get("/api/rooms/" + room + "/boxes").body().path("boxes")) {
      grants.computeIfAbsent(box.path("box").asLong(), _ -> new ArrayList<>());
      add(box.path("grants"));
    }
  }

  /// Adds grants that came live; what did not open is tried again.
  void add(JsonNode shown) {
    for (var one : shown) {
      try {
        byte[] grant = Rest.bytes(one);
        long number = Grant.parse(grant).epoch() - Grant.BOXES;
        if (number > 0) {
          grants.computeIfAbsent(number, _ -> new ArrayList<>()).add(grant);
          if (opened.getOrDefault(number, Optional.of(grant)).isEmpty()) {
            opened.remove(number);
          }
        }
      } catch (Malformed e) {
        // Nothing is lost with what is no grant.
      }
    }
  }

  /// The numbers under which to ask for seeds that are lacking (B4).
  List<Long> lacking() {
    return opened.entrySet().stream()
        .filter(one -> one.getValue().isEmpty())
        .map(one -> Grant.BOXES + one.getKey())
        .sorted()
        .toList();
  }
}
