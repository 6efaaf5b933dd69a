package io.securechat.credentials;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Uuids;
import io.securechat.identities.LockParts;
import io.securechat.problems.BadSetting;
import io.securechat.protocol.UserId;
import io.securechat.storage.DataFolder;
import io.securechat.storage.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/// The pepper: 32 random bytes in a file outside the database, without which a stolen database does
/// not allow guessing passwords (P5).
@Component
class Pepper implements LockParts, KeyedHash {

  static final String FILE = "pepper";
  static final int LENGTH = 32;

  private final SecretKeySpec key;

  Pepper(DataFolder folder, CredentialStore credentials, Fingerprints fingerprints) {
    byte[] pepper = folder.read(FILE).orElseGet(() -> first(folder, credentials));
    if (pepper.length != LENGTH) {
      throw new BadSetting(
          "The file pepper in the data folder is damaged", "Put it back from your back-up.");
    }
    this.key = new SecretKeySpec(pepper, "HmacSHA256");
    fingerprints.require(FILE, fingerprint(pepper));
  }

  /// Identifies a pepper without revealing anything about it.
  static byte[] fingerprint(byte[] pepper) {
    return mac(new SecretKeySpec(pepper, "HmacSHA256"), "SC1 file", new byte[0]);
  }

  private static byte[] first(DataFolder folder, CredentialStore credentials) {
    if (!credentials.isEmpty()) {
      throw new BadSetting(
          "The file pepper is missing from the data folder, and nobody can log in without it",
          "Put it back from your back-up; on several nodes, copy it from the first one.");
    }
    byte[] pepper = new byte[LENGTH];
    new SecureRandom().nextBytes(pepper);
    folder.write(FILE, pepper);
    return pepper;
  }

  /// The peppered secret, as input to the password hash.
  byte[] peppered(byte[] authSecret) {
    return mac("SC1 auth", authSecret);
  }

  @Override
  public byte[] of(UserId user) {
    return mac("SC1 lock", user.bytes());
  }

  /// A salt for a name without an account, deterministic (P2).
  byte[] fakeSalt(String canonicalName) {
    return Arrays.copyOf(mac("SC1 salt", canonicalName.getBytes(StandardCharsets.UTF_8)), 16);
  }

  /// The secret of a setup link, equal on all nodes.
  byte[] ofSetUp(UUID link) {
    return mac("SC1 setup", Uuids.bytes(link));
  }

  /// The MAC that marks a browser in which the user of this name has logged in.
  byte[] browserMark(byte[] nonce, String canonicalName) {
    byte[] name = canonicalName.getBytes(StandardCharsets.UTF_8);
    return mac("SC1 seen", new ByteWriter().bytes(nonce).bytes(name).done());
  }

  @Override
  public byte[] mac(String purpose, byte[] input) {
    return mac(key, purpose, input);
  }

  private static byte[] mac(SecretKeySpec key, String purpose, byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] prefix = purpose.getBytes(StandardCharsets.US_ASCII);
      return mac.doFinal(new ByteWriter().bytes(prefix).bytes(input).done());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
