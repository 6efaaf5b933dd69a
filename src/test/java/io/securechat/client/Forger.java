package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.LogChain;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A hostile server that forges identities and a room's log, with stolen or invented keys.
final class Forger implements People {

  private static final int UNSIGNED = IdentityRecord.LENGTH - 128;

  /// An identity with its private keys.
  record Identity(UserId user, Keys keys, byte[] record) {

    IdentityId id() {
      return IdentityId.of(keys.id);
    }
  }

  final RoomId room = new RoomId(UUID.randomUUID());
  final List<Map<String, Object>> entries = new ArrayList<>();
  private final Map<UserId, List<IdentityRecord>> chains = new HashMap<>();
  private final KeyPair wrapping;
  private byte[] head = new byte[32];

  Forger() throws GeneralSecurityException {
    wrapping = Keys.wrappingKeys();
  }

  Identity first() throws GeneralSecurityException {
    return made(UserId.random(), 0, new byte[32], null);
  }

  /// A later identity, signed by the previous one or, as after a reset, unsigned.
  Identity next(Identity before, boolean signed) throws GeneralSecurityException {
    var last = chain(before).getLast();
    return made(before.user(), last.index() + 1, last.hash(), signed ? before.keys() : null);
  }

  private List<IdentityRecord> chain(Identity identity) {
    return Objects.requireNonNull(chains.get(identity.user()));
  }

  private Identity made(UserId user, long index, byte[] prev, @Nullable Keys before)
      throws GeneralSecurityException {
    byte[] none = new byte[32];
    var made = Keys.make(user.value(), wrapping, none, none, 1);
    byte[] unsigned = Arrays.copyOf(made.record(), UNSIGNED);
    byte[] place = new ByteWriter().u32(index).bytes(prev).done();
    System.arraycopy(place, 0, unsigned, 21, place.length);
    byte[] signed = Keys.join(unsigned, before == null ? new byte[64] : before.sign(unsigned));
    byte[] record = Keys.join(signed, made.keys().sign(signed));
    chains.computeIfAbsent(user, _ -> new ArrayList<>()).add(IdentityRecord.parse(record));
    return new Identity(user, made.keys(), record);
  }

  /// Removes an identity from the chain that it serves for a user.
  void hides(Identity identity) {
    chain(identity).removeIf(record -> record.id().equals(identity.id()));
  }

  /// Appends an event to the room.
  void event(int kind, Identity actor, UserId subject, byte[] data)
      throws GeneralSecurityException {
    var who = new RoomEvent.Actor(actor.user(), actor.id());
    append(kind, actor, who, subject, data);
  }

  /// Appends an event signed by the server, with the forger's own keys.
  void serverEvent(int kind, Identity server, UserId subject, byte[] data)
      throws GeneralSecurityException {
    append(kind, server, new RoomEvent.Actor(RoomEvent.SERVER, server.id()), subject, data);
  }

  private void append(int kind, Identity signer, RoomEvent.Actor actor, UserId subject, byte[] data)
      throws GeneralSecurityException {
    byte[] unsigned = RoomEvent.unsigned(room, kind, 1, head, actor, subject, data);
    byte[] event = Keys.join(unsigned, signer.keys().sign(unsigned));
    head = io.securechat.bytes.Sha256.of(event);
    entries.add(Api.fields("pos", entries.size() + 1, "type", 3, "entry", Base64Text.of(event)));
  }

  JsonNode slice() {
    return Api.JSON.valueToTree(
        Api.fields("before", Base64Text.of(LogChain.start(room)), "entries", entries));
  }

  @Override
  public List<IdentityRecord> identities(UserId user) {
    return List.copyOf(chains.getOrDefault(user, List.of()));
  }

  @Override
  public Optional<IdentityRecord> identity(IdentityId id) {
    return chains.values().stream()
        .flatMap(List::stream)
        .filter(record -> record.id().equals(id))
        .findFirst();
  }

  @Override
  public Optional<byte[]> serverKey(IdentityId id) {
    return identity(id).map(IdentityRecord::edKey);
  }
}
