package io.securechat.client;

import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Letterbox;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The seeds of a room's letterboxes, opened from this user's grants on demand (B2). Not
/// thread-safe.
final class Seeds {

  private final RoomId room;
  private final Rest rest;
  private final OwnGrants<byte[]> grants;

  Seeds(RoomId room, Rest rest, Vault vault) {
    this.room = room;
    this.rest = rest;
    this.grants = new OwnGrants<>(vault);
  }

  /// The seed of a box; empty if no grant of this user opens it.
  Optional<byte[]> of(Letterbox box) {
    return grants.get(
        Grant.BOXES + box.number(), this::fetch, (grant, keys) -> open(grant, keys, box));
  }

  private byte[] open(byte[] grant, Keys keys, Letterbox box) throws GeneralSecurityException {
    byte[] header =
        Grant.header(room, Grant.BOXES + box.number(), IdentityId.of(keys.id), box.event());
    if (!Arrays.equals(header, Arrays.copyOf(grant, header.length))) {
      throw new GeneralSecurityException("a grant of another identity or box");
    }
    byte[] seed = keys.unwrap(header, Arrays.copyOfRange(grant, header.length, grant.length));
    boolean fits =
        seed.length == LetterKey.LENGTH && Arrays.equals(LetterKey.publicKey(seed), box.key());
    if (!fits) {
      throw new GeneralSecurityException("the seed does not fit the box");
    }
    return seed;
  }

  private void fetch() {
    for (var box : rest.get("/api/rooms/" + room + "/boxes").body().path("boxes")) {
      grants.isAsked(Grant.BOXES + box.path("box").asLong());
      add(box.path("grants"));
    }
  }

  /// Adds grants that came live.
  void add(JsonNode shown) {
    grants.add(shown);
  }

  /// The grants that have opened something.
  List<byte[]> kept() {
    return grants.kept();
  }

  /// The numbers under which to ask for seeds that are lacking (B4).
  List<Long> lacking() {
    return grants.lacking();
  }
}
