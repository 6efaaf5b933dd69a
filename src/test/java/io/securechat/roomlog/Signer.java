package io.securechat.roomlog;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A user's browser as the log sees it: signs events and submits envelopes of the right format,
/// with random content.
final class Signer {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NONE = new byte[16];
  // One RSA pair for all, because generating one takes a second, and wrapping is not tested here.
  private static final byte[] RSA = rsa();

  final UserId id;
  private final long index;
  private final UUID stream = UUID.randomUUID();
  private final AtomicLong seq = new AtomicLong();
  private final Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(RANDOM);

  private Signer(UserId id, long index) {
    this.id = id;
    this.index = index;
  }

  static Signer first(UserId id) {
    return new Signer(id, 0);
  }

  /// The same user after a reset of their identity.
  Signer reset() {
    return new Signer(id, index + 1);
  }

  IdentityId identity() {
    byte[] magic = "SC1I".getBytes(StandardCharsets.US_ASCII);
    return IdentityId.of(Arrays.copyOf(Sha256.of(magic, publicKey(), Sha256.of(RSA)), 16));
  }

  long index() {
    return index;
  }

  /// SC1I without a predecessor: identity chains are not tested here.
  byte[] record(long now) {
    byte[] unsigned =
        new ByteWriter()
            .magic("SC1I")
            .bytes(id.bytes())
            .u32(index)
            .bytes(new byte[32])
            .u64(now)
            .bytes(publicKey())
            .u16(RSA.length)
            .bytes(RSA)
            .bytes(new byte[64])
            .done();
    return new ByteWriter().bytes(unsigned).bytes(sign(unsigned)).done();
  }

  byte[] created(RoomId room, String name, long now) {
    return created(room, 1, name, now);
  }

  byte[] created(RoomId room, int mode, String name, long now) {
    byte[] data = new ByteWriter().u8(mode).bytes(utf8(name)).done();
    return event(room, RoomEvent.CREATED, now, new byte[32], id, data);
  }

  /// Creates a direct room with one other user.
  byte[] direct(RoomId room, Signer other, long now) {
    byte[] data =
        new ByteWriter()
            .u8(RoomEvent.DIRECT)
            .u8(1)
            .bytes(other.id.bytes())
            .bytes(other.identity().bytes())
            .done();
    return event(room, RoomEvent.CREATED, now, new byte[32], id, data);
  }

  byte[] invited(RoomId room, byte[] prev, UserId whom, long now, long expires) {
    return event(
        room, RoomEvent.INVITED, now, prev, whom, new ByteWriter().bytes(NONE).u64(expires).done());
  }

  byte[] withdrawn(RoomId room, byte[] prev, UserId whom, long now) {
    return event(room, RoomEvent.WITHDRAWN, now, prev, whom, new byte[0]);
  }

  byte[] joined(RoomId room, byte[] prev, long now) {
    return event(room, RoomEvent.JOINED, now, prev, id, identity().bytes());
  }

  byte[] left(RoomId room, byte[] prev, long now) {
    return event(room, RoomEvent.LEFT, now, prev, id, new byte[0]);
  }

  byte[] removed(RoomId room, byte[] prev, UserId whom, long now) {
    return event(room, RoomEvent.REMOVED, now, prev, whom, new byte[0]);
  }

  byte[] renamed(RoomId room, byte[] prev, String name, long now) {
    return event(room, RoomEvent.RENAMED, now, prev, RoomEvent.SERVER, utf8(name));
  }

  byte[] role(RoomId room, byte[] prev, UserId whom, int role, long now) {
    return event(room, RoomEvent.ROLE, now, prev, whom, new byte[] {(byte) role});
  }

  byte[] history(RoomId room, byte[] prev, int full, long now) {
    return event(room, RoomEvent.HISTORY, now, prev, RoomEvent.SERVER, new byte[] {(byte) full});
  }

  /// Any event, signed by this user as the actor.
  byte[] event(RoomId room, int kind, long now, byte[] prev, UserId subject, byte[] data) {
    return event(new RoomEvent.Actor(id, identity()), room, kind, now, prev, subject, data);
  }

  /// Any event, signed by this user with any actor.
  byte[] event(
      RoomEvent.Actor actor,
      RoomId room,
      int kind,
      long now,
      byte[] prev,
      UserId subject,
      byte[] data) {
    byte[] unsigned = RoomEvent.unsigned(room, kind, now, prev, actor, subject, data);
    return new ByteWriter().bytes(unsigned).bytes(sign(unsigned)).done();
  }

  /// SC1M with random bytes instead of ciphertext, numbered and signed as by one page.
  byte[] envelope(RoomId room, int epoch, byte[] recordHash, int length) {
    return envelope(room, epoch, recordHash, length, stream, seq.getAndIncrement());
  }

  /// The same with a given stream and sequence number.
  byte[] envelope(RoomId room, int epoch, byte[] recordHash, int length, UUID stream, long number) {
    byte[] head =
        new ByteWriter()
            .magic("SC1M")
            .bytes(room.bytes())
            .u32(epoch)
            .bytes(identity().bytes())
            .bytes(Uuids.bytes(stream))
            .u32(number)
            .done();
    byte[] unsigned = new byte[length - 64];
    RANDOM.nextBytes(unsigned);
    ByteBuffer.wrap(unsigned).put(head);
    byte[] signature = sign(new ByteWriter().bytes(unsigned).bytes(recordHash).done());
    return new ByteWriter().bytes(unsigned).bytes(signature).done();
  }

  private byte[] publicKey() {
    return key.generatePublicKey().getEncoded();
  }

  private byte[] sign(byte[] message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] rsa() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(3072);
      return generator.generateKeyPair().getPublic().getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
