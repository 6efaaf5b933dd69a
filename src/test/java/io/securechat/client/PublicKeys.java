package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.ledger.LedgerReader;
import io.securechat.testing.Api;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The public keys that a server hands out. Each identity certifies itself by its id; whose it is,
/// is in its record.
final class PublicKeys implements LedgerReader.Directory {

  private static final int BEFORE_KEY = 4 + 32 + 8;

  private final Api api;
  private final Map<IdentityId, IdentityRecord> identities = new HashMap<>();

  PublicKeys(Api api) {
    this.api = api;
  }

  @Override
  public Optional<IdentityRecord> identity(IdentityId id) {
    return Optional.of(identities.computeIfAbsent(id, this::fetch))
        .filter(record -> record.id().equals(id));
  }

  private IdentityRecord fetch(IdentityId id) {
    var answer = api.get("/api/identities/" + id).body();
    return IdentityRecord.parse(ChatClient.bytes(answer.path("record")));
  }

  @Override
  public Optional<byte[]> serverKey(IdentityId id) {
    for (var record : api.get("/api/server-keys").body().path("keys")) {
      var reader = new ByteReader(ChatClient.bytes(record)).magic("SC1X");
      reader.bytes(BEFORE_KEY);
      byte[] key = reader.bytes(32);
      byte[] hash = Sha256.of(Keys.ascii("SC1X"), new byte[] {1}, key);
      if (IdentityId.of(Arrays.copyOf(hash, 16)).equals(id)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
