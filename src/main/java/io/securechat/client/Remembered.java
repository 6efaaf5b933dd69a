package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/// A session and its opened vault, which a device keeps encrypted under a passphrase ("A device
/// that remembers you" in docs/terminal.md).
record Remembered(UserId user, String username, String session, Vault vault) {

  private static final int SALT = 16;
  private static final int NONCE = 12;
  private static final byte[] HEADER = Keys.ascii("Secure Chat session 1\n");

  byte[] sealed(char[] passphrase) {
    byte[] before = Keys.join(HEADER, Keys.random(SALT));
    byte[] nonce = Keys.random(NONCE);
    byte[] name = username.getBytes(StandardCharsets.UTF_8);
    byte[] cookie = Keys.ascii(session);
    byte[] plain =
        new ByteWriter()
            .bytes(user.bytes())
            .u16(name.length)
            .bytes(name)
            .u16(cookie.length)
            .bytes(cookie)
            .bytes(vault.bytes())
            .done();
    try {
      byte[] key = key(passphrase, Arrays.copyOfRange(before, HEADER.length, before.length));
      return Keys.join(before, nonce, Keys.aes(Cipher.ENCRYPT_MODE, key, nonce, before, plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /// Throws [AEADBadTagException] for another passphrase, and [Malformed].
  static Remembered open(byte[] sealed, char[] passphrase) throws GeneralSecurityException {
    var reader = new ByteReader(sealed);
    reader.require(Arrays.equals(reader.bytes(HEADER.length), HEADER));
    byte[] key = key(passphrase, reader.bytes(SALT));
    byte[] plain = Vault.aes(key, sealed, reader.position());
    var parts = new ByteReader(plain);
    var user = UserId.of(parts.bytes(16));
    String name = parts.text(parts.u16());
    String cookie = parts.text(parts.u16());
    var vault = Vault.read(parts);
    parts.end();
    return new Remembered(user, name, cookie, vault);
  }

  private static byte[] key(char[] passphrase, byte[] salt) throws GeneralSecurityException {
    byte[] derived = PasswordSecrets.derive(passphrase, Base64Text.of(salt)).vaultLock();
    return PasswordSecrets.hkdf(derived, new byte[0], Keys.ascii("SC1 device"));
  }
}
