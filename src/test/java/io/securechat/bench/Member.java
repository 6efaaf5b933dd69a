package io.securechat.bench;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.client.Keys;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/// A user of the benchmark. The secret that a browser would derive from a password is random here:
/// it makes no difference to the server and saves 600,000 iterations.
record Member(String name, String authSecret, UserId id, Keys keys, Line line) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /// Registers with a link's token, and enrolls an identity with the RSA pair.
  static Member register(String name, String token, KeyPair rsa, Line line) {
    String authSecret = Base64Text.of(random(32));
    var self =
        line.post(
            "/api/links/register",
            Api.fields(
                "token", token,
                "username", name,
                "displayName", name,
                "salt", Base64Text.of(random(16)),
                "authSecret", authSecret));
    var user = UUID.fromString(self.path("userId").asString());
    try {
      return new Member(
          name, authSecret, new UserId(user), identity(user, authSecret, rsa, line), line);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Keys identity(UUID user, String authSecret, KeyPair rsa, Line line)
      throws GeneralSecurityException {
    byte[] lockPart = Base64Text.parse(line.get("/api/me/vault").path("lockPart").asString());
    var made = Keys.make(user, rsa, random(32), lockPart, System.currentTimeMillis());
    var challenge =
        line.post(
            "/api/me/identity",
            Api.fields(
                "record", Base64Text.of(made.record()),
                "vault", Base64Text.of(made.vault()),
                "locks", List.of(Base64Text.of(made.lock())),
                "pins", Base64Text.of(made.pins()),
                "authSecret", authSecret));
    byte[] magic = "SC1Q".getBytes(StandardCharsets.US_ASCII);
    byte[] label = new byte[36];
    System.arraycopy(magic, 0, label, 0, 4);
    System.arraycopy(Sha256.of(made.record()), 0, label, 4, 32);
    byte[] wrapped = Base64Text.parse(challenge.path("challenge").asString());
    byte[] answer = Sha256.of(magic, made.keys().unwrap(label, wrapped));
    line.post(
        "/api/me/identity/" + challenge.path("challengeId").asString(),
        Api.fields("answer", Base64Text.of(answer)));
    return made.keys();
  }

  /// A signed change of a room (SC1T) that follows `prev`.
  byte[] sign(RoomId room, int kind, byte[] prev, UserId subject, byte[] data) {
    var actor = new RoomEvent.Actor(id, IdentityId.of(keys.id));
    long now = System.currentTimeMillis();
    byte[] unsigned = RoomEvent.unsigned(room, kind, now, prev, actor, subject, data);
    try {
      return new io.securechat.bytes.ByteWriter().bytes(unsigned).bytes(keys.sign(unsigned)).done();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
