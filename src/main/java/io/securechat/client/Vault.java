package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import tools.jackson.databind.JsonNode;

/// A user's opened vault (SC1V): the keys of all their identities, the current one first, and the
/// key of their pins. Only in memory.
public final class Vault {

  private static final int PASSWORD = 1;

  /// Thrown if the vault does not open with this password, or is not this user's.
  public static final class Closed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Closed(String why) {
      super(why);
    }
  }

  private final List<Keys> keys;
  private final byte[] pinKey;

  private Vault(List<Keys> keys, byte[] pinKey) {
    this.keys = List.copyOf(keys);
    this.pinKey = pinKey;
  }

  public List<Keys> keys() {
    return keys;
  }

  public Keys current() {
    return keys.getFirst();
  }

  byte[] pinKey() {
    return pinKey.clone();
  }

  /// The opened vault in the clear, for [Remembered].
  byte[] bytes() {
    var writer = new ByteWriter().u8(keys.size());
    keys.forEach(one -> writer.bytes(one.bytes()));
    return writer.bytes(pinKey).done();
  }

  /// The reverse of [#bytes].
  static Vault read(ByteReader reader) throws GeneralSecurityException {
    var keys = new ArrayList<Keys>();
    for (int left = reader.u8(); left > 0; left--) {
      keys.add(Keys.read(reader));
    }
    return new Vault(keys, reader.bytes(32));
  }

  /// Opens the vault of a signed-in user, or creates it with their first keys.
  public static Vault open(Rest rest, UUID user, PasswordSecrets secrets, Clock clock) {
    var stored = rest.get("/api/me/vault").body();
    if (stored.path("vault").isString()) {
      return open(user, stored, secrets);
    }
    if (stored.path("previous").isString()) {
      throw new Closed("After a reset, sign in with a browser once: it creates the new keys.");
    }
    create(rest, user, secrets, Rest.bytes(stored.path("lockPart")), clock);
    return open(user, rest.get("/api/me/vault").body(), secrets);
  }

  private static Vault open(UUID user, JsonNode stored, PasswordSecrets secrets) {
    try {
      byte[] lockPart = Rest.bytes(stored.path("lockPart"));
      byte[] vaultKey = vaultKey(user, lock(stored), secrets, lockPart);
      var keys = keys(user, Rest.bytes(stored.path("vault")), vaultKey);
      byte[] pinKey = PasswordSecrets.hkdf(vaultKey, new byte[0], Keys.ascii("SC1 pins"));
      return new Vault(keys, pinKey);
    } catch (GeneralSecurityException | Malformed e) {
      throw new Closed("The server's copy of your keys does not open with this password.");
    }
  }

  private static byte[] lock(JsonNode stored) {
    for (var lock : stored.path("locks")) {
      if (lock.path("kind").asInt() == PASSWORD) {
        return Rest.bytes(lock.path("lock"));
      }
    }
    throw new Malformed();
  }

  private static byte[] vaultKey(UUID user, byte[] lock, PasswordSecrets secrets, byte[] lockPart)
      throws GeneralSecurityException {
    var header = new ByteReader(lock).magic("SC1L");
    header.require(Arrays.equals(header.bytes(16), Keys.bytes(user)) && header.u8() == PASSWORD);
    return aes(Keys.lockKey(user, secrets.vaultLock(), lockPart), lock, header.position());
  }

  private static List<Keys> keys(UUID user, byte[] vault, byte[] vaultKey)
      throws GeneralSecurityException {
    var header = new ByteReader(vault).magic("SC1V");
    header.require(Arrays.equals(header.bytes(16), Keys.bytes(user)));
    byte[] current = header.bytes(16);
    var plain = new ByteReader(aes(vaultKey, vault, header.position()));
    var keys = new ArrayList<Keys>();
    for (int left = plain.u8(); left > 0; left--) {
      keys.add(Keys.read(plain));
    }
    plain.end();
    header.require(!keys.isEmpty() && Arrays.equals(keys.getFirst().id, current));
    return keys;
  }

  /// Decrypts what follows a header, which is the additional data, and a nonce.
  static byte[] aes(byte[] key, byte[] sealed, int header) throws GeneralSecurityException {
    new ByteReader(sealed).bytes(header + 12);
    return Keys.aes(
        Cipher.DECRYPT_MODE,
        key,
        Arrays.copyOfRange(sealed, header, header + 12),
        Arrays.copyOf(sealed, header),
        Arrays.copyOfRange(sealed, header + 12, sealed.length));
  }

  /// Another client of the same user may be first: then its keys count (I4).
  private static void create(
      Rest rest, UUID user, PasswordSecrets secrets, byte[] lockPart, Clock clock) {
    try {
      var made = Keys.make(user, secrets.vaultLock(), lockPart, clock.millis());
      var challenge =
          rest.post(
              "/api/me/identity",
              Rest.fields(
                  "record", Base64Text.of(made.record()),
                  "vault", Base64Text.of(made.vault()),
                  "locks", List.of(Base64Text.of(made.lock())),
                  "pins", Base64Text.of(made.pins()),
                  "authSecret", secrets.authSecret()));
      if (challenge.code().equals("identity-exists")) {
        return;
      }
      byte[] label = Keys.join(Keys.ascii("SC1Q"), Sha256.of(made.record()));
      byte[] drawn = made.keys().unwrap(label, Rest.bytes(challenge.body().path("challenge")));
      byte[] answer = Sha256.of(Keys.ascii("SC1Q"), drawn);
      var done =
          rest.post(
              "/api/me/identity/" + challenge.text("challengeId"),
              Rest.fields("answer", Base64Text.of(answer)));
      if (!done.isOk() && !done.code().equals("identity-exists")) {
        throw new Closed("The server did not accept new keys: " + done.code());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
