package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The public keys that a server returns. An identity's id verifies its keys; its record names its
/// owner.
final class PublicKeys implements People {

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

  @Override
  public List<IdentityRecord> identities(UserId user) {
    var answer = api.get("/api/users/" + user + "/identities").body().path("identities");
    return StreamSupport.stream(answer.spliterator(), false)
        .map(one -> IdentityRecord.parse(ChatClient.bytes(one.path("record"))))
        .toList();
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
