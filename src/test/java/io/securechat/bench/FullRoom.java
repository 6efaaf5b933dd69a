package io.securechat.bench;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.Epoch;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A room whose members have all been invited and joined.
final class FullRoom {

  private static final int EVENTS_AT_ONCE = 100;
  private static final long HOUR = 3_600_000;

  private final RoomId id = new RoomId(UUID.randomUUID());
  private final List<Member> members;
  private final Member owner;
  private byte[] head = new byte[32];

  private FullRoom(List<Member> members, Member owner) {
    this.members = members;
    this.owner = owner;
  }

  static FullRoom of(List<Member> members, Member owner) {
    var room = new FullRoom(members, owner);
    room.createAndInvite();
    members.stream().filter(member -> !member.equals(owner)).forEach(room::join);
    return room;
  }

  String id() {
    return id.toString();
  }

  private void createAndInvite() {
    var events = new ArrayList<String>();
    byte[] name = "Bench".getBytes(StandardCharsets.UTF_8);
    byte[] named = new ByteWriter().u8(RoomMode.MANAGED.code()).bytes(name).done();
    events.add(next(owner, RoomEvent.CREATED, owner, named));
    String path = "/api/rooms";
    for (Member guest : members) {
      if (!guest.equals(owner)) {
        events.add(next(owner, RoomEvent.INVITED, guest, invitation(guest)));
      }
      if (events.size() == EVENTS_AT_ONCE) {
        owner.line().post(path, Api.fields("events", events));
        events.clear();
        path = "/api/rooms/" + id + "/events";
      }
    }
    if (!events.isEmpty()) {
      owner.line().post(path, Api.fields("events", events));
    }
  }

  private static byte[] invitation(Member guest) {
    long expires = System.currentTimeMillis() + HOUR;
    return new ByteWriter().bytes(guest.keys().id).u64(expires).done();
  }

  private void join(Member guest) {
    String event = next(guest, RoomEvent.JOINED, guest, guest.keys().id);
    guest.line().post("/api/rooms/" + id + "/events", Api.fields("events", List.of(event)));
  }

  private String next(Member actor, int kind, Member subject, byte[] data) {
    byte[] event = actor.sign(id, kind, head, subject.id(), data);
    head = Sha256.of(event);
    return Base64Text.of(event);
  }

  /// Opens the first epoch and encrypts this many messages of each member in it.
  Sealed seal(String text, int each) {
    owner.line().openEpoch(id());
    var path = "/api/rooms/" + id + "/grants?from=1&to=1";
    var granted = owner.line().get(path);
    try {
      var epoch =
          Epoch.open(
              Base64Text.parse(granted.path("grants").get(0).asString()),
              Base64Text.parse(granted.path("records").get(0).path("entry").asString()),
              owner.keys());
      return new Sealed(lastPos(), envelopes(epoch, text, each));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> envelopes(Epoch epoch, String text, int each)
      throws GeneralSecurityException {
    var all = new ArrayList<String>();
    for (Member sender : members) {
      var key = new Ed25519PrivateKeyParameters(sender.keys().signingSeed(), 0);
      byte[] stream = Arrays.copyOf(sender.keys().id, 16);
      for (int seq = 0; seq < each; seq++) {
        var body = Api.fields("t", "text", "b", text, "at", System.currentTimeMillis());
        String json = Api.JSON.writeValueAsString(body);
        byte[] unsigned = epoch.unsigned(json, sender.keys(), stream, seq);
        all.add(Base64Text.of(signed(unsigned, epoch.toSign(unsigned), key)));
      }
    }
    return all;
  }

  /// With Bouncy Castle: the JDK takes twenty times as long, and there are a million to sign.
  private static byte[] signed(byte[] unsigned, byte[] message, Ed25519PrivateKeyParameters key) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return new ByteWriter().bytes(unsigned).bytes(signer.generateSignature()).done();
  }

  long lastPos() {
    return owner.line().get("/api/rooms/" + id).path("lastPos").asLong();
  }

  /// @param pos the room's head, before any message
  /// @param envelopes the members' envelopes in turn, in Base64
  record Sealed(long pos, List<String> envelopes) {}
}
