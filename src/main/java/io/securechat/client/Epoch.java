package io.securechat.client;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.Grant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;

/// The key of an epoch, which encrypts and decrypts messages (SC1M). Thread-safe.
public final class Epoch {

  public final long number;
  public final byte[] secret;
  private final byte[] room;
  final byte[] recordHash;
  private final byte[] stream = Keys.random(16);
  private final AtomicInteger seq = new AtomicInteger();
  private volatile Witness seen;

  private Epoch(long number, byte[] room, byte[] recordHash, byte[] secret) {
    this.number = number;
    this.room = room;
    this.recordHash = recordHash;
    this.secret = secret;
    // Initially the chain hash at position 0.
    this.seen = new Witness(0, Sha256.of(Keys.ascii("SC1H"), room));
  }

  /// Sets how far the client has read, for the witness in further messages.
  public void saw(long pos, byte[] hash) {
    seen = new Witness(pos, hash);
  }

  /// Unwraps a grant and verifies it with its record's commitment.
  public static Epoch open(byte[] grantBytes, byte[] recordBytes, Keys keys)
      throws GeneralSecurityException {
    var grant = Grant.parse(grantBytes);
    var record = EpochRecord.parse(recordBytes);
    byte[] secret = keys.unwrap(Arrays.copyOf(grantBytes, 73), grant.wrapped());
    byte[] salt = new ByteWriter().bytes(record.room().bytes()).u32(record.epoch()).done();
    boolean fits =
        Arrays.equals(PasswordSecrets.hkdf(secret, salt, Keys.ascii("SC1C")), record.commit())
            && Arrays.equals(grant.recordHash(), EpochRecord.hash(recordBytes));
    if (!fits) {
      throw new GeneralSecurityException("the grant does not fit the record");
    }
    return new Epoch(record.epoch(), record.room().bytes(), EpochRecord.hash(recordBytes), secret);
  }

  public byte[] seal(String json, Keys keys) throws GeneralSecurityException {
    return seal(json, keys, stream, seq.getAndIncrement());
  }

  /// Encrypts with a given stream and number, as only a hostile member does.
  public byte[] seal(String json, Keys keys, byte[] stream, long seq)
      throws GeneralSecurityException {
    byte[] unsigned = unsigned(json, keys, stream, seq);
    return Keys.join(unsigned, keys.sign(toSign(unsigned)));
  }

  /// The bytes that an envelope's signature covers.
  public byte[] toSign(byte[] unsigned) {
    return Keys.join(unsigned, recordHash);
  }

  /// An envelope without its signature.
  public byte[] unsigned(String json, Keys keys, byte[] stream, long seq)
      throws GeneralSecurityException {
    byte[] header =
        new ByteWriter()
            .magic("SC1M")
            .bytes(room)
            .u32(number)
            .bytes(keys.id)
            .bytes(stream)
            .u32(seq)
            .done();
    byte[] nonce = new ByteWriter().bytes(new byte[8]).u32(seq).done();
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[(40 + text.length + 1 + 63) / 64 * 64];
    var saw = seen;
    System.arraycopy(new ByteWriter().u64(saw.pos()).bytes(saw.hash()).done(), 0, plain, 0, 40);
    System.arraycopy(text, 0, plain, 40, text.length);
    plain[40 + text.length] = (byte) 0x80;
    return Keys.join(header, Keys.aes(Cipher.ENCRYPT_MODE, key(header), nonce, header, plain));
  }

  /// How far the sender of a message had read.
  public record Witness(long pos, byte[] hash) {}

  public String open(byte[] envelope) throws GeneralSecurityException {
    byte[] plain = plain(envelope);
    int end = plain.length - 1;
    while (plain[end] == 0) {
      end--;
    }
    return new String(plain, 40, end - 40, StandardCharsets.UTF_8);
  }

  Witness witness(byte[] envelope) throws GeneralSecurityException {
    var reader = new ByteReader(plain(envelope));
    return new Witness(reader.u64(), reader.bytes(32));
  }

  private byte[] plain(byte[] envelope) throws GeneralSecurityException {
    byte[] header = Arrays.copyOf(envelope, 61);
    byte[] nonce = Keys.join(new byte[8], Arrays.copyOfRange(envelope, 57, 61));
    byte[] sealed = Arrays.copyOfRange(envelope, 61, envelope.length - 64);
    return Keys.aes(Cipher.DECRYPT_MODE, key(header), nonce, header, sealed);
  }

  private byte[] key(byte[] header) throws GeneralSecurityException {
    byte[] info = Keys.join(Keys.ascii("SC1K"), Arrays.copyOfRange(header, 25, 57));
    return PasswordSecrets.hkdf(secret, recordHash, info);
  }
}
