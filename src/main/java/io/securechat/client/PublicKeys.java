package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.Signatures;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The public keys that a server returns. An identity's id verifies its keys; its record names its
/// owner. The server's own keys are a chain of signatures from the first one on.
final class PublicKeys implements People {

  private static final int AT_ONCE = 200;
  private static final int SIGNATURE = Signatures.LENGTH;

  private final Rest rest;
  private final Map<IdentityId, IdentityRecord> identities = new HashMap<>();
  private Map<IdentityId, byte[]> server = Map.of();

  PublicKeys(Rest rest) {
    this.rest = rest;
  }

  @Override
  public Optional<IdentityRecord> identity(IdentityId id) {
    return Optional.of(identities.computeIfAbsent(id, this::fetch))
        .filter(record -> record.id().equals(id));
  }

  @Override
  public List<IdentityRecord> identities(UserId user) {
    var answer = rest.get("/api/users/" + user + "/identities").body().path("identities");
    return answer
        .valueStream()
        .map(one -> IdentityRecord.parse(Rest.bytes(one.path("record"))))
        .toList();
  }

  private IdentityRecord fetch(IdentityId id) {
    var answer = rest.get("/api/identities/" + id).body();
    return IdentityRecord.parse(Rest.bytes(answer.path("record")));
  }

  /// Adds records that were kept. Their ids verify them.
  void know(JsonNode records) {
    for (var one : records) {
      var record = IdentityRecord.parse(Rest.bytes(one));
      identities.put(record.id(), record);
    }
  }

  /// The records of these identities, as far as they are known.
  List<byte[]> known(Collection<IdentityId> ids) {
    return ids.stream()
        .map(identities::get)
        .filter(Objects::nonNull)
        .map(IdentityRecord::bytes)
        .toList();
  }

  /// Fetches identities in few requests. Unknown ones are omitted.
  void prefetch(Collection<IdentityId> ids) {
    var due = ids.stream().filter(id -> !identities.containsKey(id)).distinct().toList();
    for (int i = 0; i < due.size(); i += AT_ONCE) {
      var some = due.subList(i, Math.min(due.size(), i + AT_ONCE));
      var body = Map.of("ids", some.stream().map(IdentityId::toString).toList());
      for (var one : rest.post("/api/identities/lookup", body).body().path("identities")) {
        var record = IdentityRecord.parse(Rest.bytes(one.path("record")));
        identities.put(record.id(), record);
      }
    }
  }

  /// Wraps an epoch's secret for an identity, under the grant's header as label.
  byte[] wrap(IdentityId id, byte[] header, byte[] secret) {
    return identity(id)
        .orElseThrow(() -> new ClientRoom.Blocked("The server doesn’t show the keys of a member."))
        .wrappingKey()
        .wrap(header, secret);
  }

  @Override
  public Optional<byte[]> serverKey(IdentityId id) {
    if (!server.containsKey(id)) {
      server = chain();
    }
    return Optional.ofNullable(server.get(id));
  }

  /// The ids of the server's keys, the first one first.
  List<IdentityId> server() {
    if (server.isEmpty()) {
      server = chain();
    }
    return List.copyOf(server.keySet());
  }

  private Map<IdentityId, byte[]> chain() {
    var keys = new LinkedHashMap<IdentityId, byte[]>();
    ServerKey before = null;
    for (var bytes : rest.get("/api/server-keys").body().path("keys")) {
      var key = ServerKey.parse(Rest.bytes(bytes));
      if (!key.follows(before)) {
        throw new Malformed();
      }
      keys.put(key.id(), key.edKey());
      before = key;
    }
    return keys;
  }

  /// SC1X.
  private record ServerKey(
      long index, byte[] prev, byte[] edKey, byte[] prevSignature, byte[] bytes) {

    static ServerKey parse(byte[] bytes) {
      var reader = new ByteReader(bytes).magic("SC1X");
      long index = reader.u32();
      byte[] prev = reader.bytes(32);
      reader.u64();
      byte[] edKey = reader.bytes(Signatures.KEY);
      byte[] prevSignature = reader.bytes(SIGNATURE);
      byte[] self = reader.bytes(SIGNATURE);
      reader.end();
      byte[] signed = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
      reader.require(Signatures.verify(edKey, signed, self));
      return new ServerKey(index, prev, edKey, prevSignature, bytes);
    }

    IdentityId id() {
      byte[] hash = Sha256.of(Keys.ascii("SC1X"), new byte[] {1}, edKey);
      return IdentityId.of(Arrays.copyOf(hash, 16));
    }

    boolean follows(@Nullable ServerKey before) {
      if (before == null) {
        return index == 0 && isZero(prev) && isZero(prevSignature);
      }
      byte[] unsigned = Arrays.copyOf(bytes, bytes.length - 2 * SIGNATURE);
      return index == before.index + 1
          && Arrays.equals(prev, Sha256.of(before.bytes))
          && Signatures.verify(before.edKey, unsigned, prevSignature);
    }

    private static boolean isZero(byte[] bytes) {
      return Arrays.equals(bytes, new byte[bytes.length]);
    }
  }
}
