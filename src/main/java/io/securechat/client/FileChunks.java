package io.securechat.client;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.protocol.RoomId;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/// SC1A: the chunks of one encrypted file, of which the last is marked (the STREAM construction of
/// Hoang, Reyhanitabar, Rogaway and Vizár). The file's bytes are padded first, see [FileLayout].
public final class FileChunks {

  /// Thrown for a chunk that is not this one of this file.
  public static final class Damaged extends Exception {

    private static final long serialVersionUID = 1;

    Damaged() {
      super("damaged");
    }
  }

  private final byte[] header;
  private final SecretKey key;
  private final long size;
  private final FileLayout layout;

  /// @param fileKey 32 random bytes, for this file alone
  /// @param size of the file, in bytes
  public FileChunks(RoomId room, FileId fileId, byte[] fileKey, long size) {
    if (fileKey.length != 32) {
      throw new IllegalArgumentException("a file's key has 32 bytes");
    }
    this.size = size;
    this.layout = FileLayout.ofPlain(size);
    this.header = new ByteWriter().magic("SC1A").bytes(room.bytes()).bytes(fileId.bytes()).done();
    this.key = derive(fileKey, header);
  }

  private static SecretKey derive(byte[] fileKey, byte[] header) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addSalt(header)
                  .addIKM(fileKey)
                  .thenExpand(new byte[] {'S', 'C', '1', 'A'}, 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks HKDF", e);
    }
  }

  public FileLayout layout() {
    return layout;
  }

  /// How many bytes of a chunk are the file's own; what follows is padding.
  public int ownLength(int number) {
    return (int) Math.clamp(size - (long) number * FileLayout.PLAIN, 0, plainLength(number));
  }

  private int plainLength(int number) {
    if (!layout.has(number)) {
      throw new IllegalArgumentException("no chunk of this file: " + number);
    }
    return layout.length(number) - FileLayout.TAG;
  }

  /// Seals a chunk, which may be done once: a second time only with the same bytes.
  ///
  /// @param own the file's bytes of this chunk
  public byte[] seal(int number, byte[] own) {
    if (own.length != ownLength(number)) {
      throw new IllegalArgumentException("no chunk of this file: " + number);
    }
    return sealPadded(number, Arrays.copyOf(own, plainLength(number)));
  }

  /// Seals whatever this is, for tests of readers too.
  byte[] sealPadded(int number, byte[] plain) {
    try {
      return crypt(Cipher.ENCRYPT_MODE, number, plain);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The file's own bytes of a chunk (F7).
  public byte[] open(int number, byte[] sealed) throws Damaged {
    if (sealed.length != plainLength(number) + FileLayout.TAG) {
      throw new Damaged();
    }
    byte[] plain;
    try {
      plain = crypt(Cipher.DECRYPT_MODE, number, sealed);
    } catch (AEADBadTagException e) {
      throw new Damaged();
    }
    int own = ownLength(number);
    for (int i = own; i < plain.length; i++) {
      if (plain[i] != 0) {
        throw new Damaged();
      }
    }
    return Arrays.copyOf(plain, own);
  }

  private byte[] crypt(int mode, int number, byte[] text) throws AEADBadTagException {
    byte[] nonce =
        new ByteWriter()
            .bytes(new byte[7])
            .u32(number)
            .u8(number == layout.chunks() - 1 ? 1 : 0)
            .done();
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(FileLayout.TAG * 8, nonce));
      cipher.updateAAD(header);
      return cipher.doFinal(text);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES-GCM", e);
    }
  }
}
