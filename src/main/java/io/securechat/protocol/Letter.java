package io.securechat.protocol;

import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// SC1B: a text that a program has sealed to the key of a letterbox. The header is all that the
/// server can read of it.
public record Letter(RoomId room, long box, byte[] ephemeral) {

  public static final int SHORTEST = 153;
  public static final int LONGEST = 16_537;

  /// The longest JSON in bytes.
  public static final int LONGEST_JSON = 16_384;

  private static final int SHORTEST_JSON = 2;
  private static final int HEADER = 57;
  private static final int MAC = 32;
  private static final int BLOCK = 64;
  private static final byte END = (byte) 0x80;

  /// Why a letter cannot be opened.
  public enum Fault {
    /// Not of this form, room and box.
    SHAPE,
    /// The ephemeral key is of small order.
    KEY,
    /// Altered, or sealed to another key.
    MAC,
    PADDING
  }

  /// Thrown for a letter that cannot be opened.
  public static final class Unopened extends Exception {

    private static final long serialVersionUID = 1;

    public final Fault fault;

    Unopened(Fault fault) {
      super(fault.name());
      this.fault = fault;
    }
  }

  private record Keys(SecretKeySpec encryption, SecretKeySpec mac) {}

  /// Parses the header; throws [Malformed].
  public static Letter parse(byte[] bytes) {
    int length = bytes.length;
    var reader =
        new ByteReader(bytes)
            .require(
                length >= SHORTEST && length <= LONGEST && (length - HEADER - MAC) % BLOCK == 0)
            .magic("SC1B");
    var room = RoomId.of(reader.bytes(16));
    long box = reader.u32();
    reader.require(box >= 1 && box <= Integer.MAX_VALUE);
    return new Letter(room, box, reader.bytes(LetterKey.LENGTH));
  }

  /// Seals a JSON of 2 to 16,384 bytes; throws [Malformed] for another length, or a key of small
  /// order.
  ///
  /// @param key the public key of the box
  /// @param ephemeral 32 random bytes, used for this letter alone
  public static byte[] seal(RoomId room, long box, byte[] key, byte[] ephemeral, byte[] json) {
    if (json.length < SHORTEST_JSON || json.length > LONGEST_JSON) {
      throw new Malformed();
    }
    byte[] plain = Arrays.copyOf(json, (json.length / BLOCK + 1) * BLOCK);
    plain[json.length] = END;
    return sealPadded(room, box, key, ephemeral, plain);
  }

  /// Seals whatever this is, for tests of readers too.
  static byte[] sealPadded(RoomId room, long box, byte[] key, byte[] ephemeral, byte[] plain) {
    byte[] own = LetterKey.publicKey(ephemeral);
    byte[] shared = LetterKey.shared(ephemeral, key);
    var keys = keys(shared, own, key, room, box);
    byte[] start =
        new ByteWriter()
            .magic("SC1B")
            .bytes(room.bytes())
            .u32(box)
            .bytes(own)
            .bytes(crypt(Cipher.ENCRYPT_MODE, keys, plain))
            .done();
    return new ByteWriter().bytes(start).bytes(mac(keys, start)).done();
  }

  /// The JSON of a letter to this box.
  ///
  /// @param seed the private key of the box
  public static byte[] open(byte[] bytes, RoomId room, long box, byte[] seed) throws Unopened {
    byte[] ephemeral = ephemeral(bytes, room, box);
    byte[] shared;
    try {
      shared = LetterKey.shared(seed, ephemeral);
    } catch (Malformed e) {
      throw new Unopened(Fault.KEY);
    }
    var keys = keys(shared, ephemeral, LetterKey.publicKey(seed), room, box);
    byte[] start = Arrays.copyOf(bytes, bytes.length - MAC);
    byte[] mac = Arrays.copyOfRange(bytes, start.length, bytes.length);
    if (!MessageDigest.isEqual(mac, mac(keys, start))) {
      throw new Unopened(Fault.MAC);
    }
    return unpadded(
        crypt(Cipher.DECRYPT_MODE, keys, Arrays.copyOfRange(start, HEADER, start.length)));
  }

  private static byte[] ephemeral(byte[] bytes, RoomId room, long box) throws Unopened {
    try {
      var letter = parse(bytes);
      if (letter.room().equals(room) && letter.box() == box) {
        return letter.ephemeral();
      }
    } catch (Malformed e) {
      // Falls through: the same fault.
    }
    throw new Unopened(Fault.SHAPE);
  }

  private static byte[] unpadded(byte[] plain) throws Unopened {
    int end = plain.length - 1;
    while (end > 0 && plain[end] == 0) {
      end--;
    }
    boolean fits =
        plain[end] == END
            && plain.length - end <= BLOCK
            && end >= SHORTEST_JSON
            && end <= LONGEST_JSON;
    if (!fits) {
      throw new Unopened(Fault.PADDING);
    }
    return Arrays.copyOf(plain, end);
  }

  private static Keys keys(byte[] shared, byte[] ephemeral, byte[] key, RoomId room, long box) {
    byte[] salt = new ByteWriter().bytes(ephemeral).bytes(key).done();
    byte[] info = new ByteWriter().magic("SC1B").bytes(room.bytes()).u32(box).done();
    try {
      byte[] both =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(shared).thenExpand(info, 64));
      return new Keys(
          new SecretKeySpec(both, 0, 32, "AES"), new SecretKeySpec(both, 32, 32, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HKDF", e);
    }
  }

  private static byte[] crypt(int mode, Keys keys, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      // The key is used once, so the counter may begin at zero.
      cipher.init(mode, keys.encryption(), new IvParameterSpec(new byte[16]));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES-CTR", e);
    }
  }

  private static byte[] mac(Keys keys, byte[] start) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.mac());
      return mac.doFinal(start);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HMAC", e);
    }
  }
}
