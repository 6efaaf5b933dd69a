package io.securechat.credentials;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.limits.CryptoThreadPool;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Password verifiers: a salt for the browser, and a peppered Argon2id hash (RFC 9106) of the
/// secret that the browser derives.
@Component
public class Credentials {

  /// The password is empty or the same as before.
  public static final Problem BAD_PASSWORD =
      new Problem("bad-password", "Choose another password: one that is new and not empty.", 422);

  private static final int SALT = 16;
  private static final int SECRET = 32;
  private static final UserId NOBODY = new UserId(new UUID(0, 0));
  private static final byte[] NO_SECRET = new byte[SECRET];

  private final CredentialStore store;
  private final Accounts accounts;
  private final Pepper pepper;
  private final CryptoThreadPool cryptoPool;
  private final Argon2id argon2;
  private final String nobodysHash;

  Credentials(
      CredentialStore store, Accounts accounts, Pepper pepper, CryptoThreadPool cryptoPool) {
    this.store = store;
    this.accounts = accounts;
    this.pepper = pepper;
    this.cryptoPool = cryptoPool;
    this.argon2 = new Argon2id(cryptoPool);
    this.nobodysHash = argon2.ofNobody();
  }

  /// The salt for a name as typed. For an unknown name it returns a plausible salt after the same
  /// number of database queries.
  public byte[] salt(String typedName) {
    byte[] fake = pepper.fakeSalt(Username.canonical(typedName));
    return store
        .find(owner(typedName).map(Account::id).orElse(NOBODY))
        .map(CredentialStore.Credential::salt)
        .orElse(fake);
  }

  /// The secret of a setup link, equal on all nodes with the same pepper.
  public byte[] setUpSecret(UUID link) {
    return pepper.ofSetUp(link);
  }

  /// The account with this name and secret. Takes the same time for an unknown name.
  public Optional<Account> find(String typedName, String authSecret) {
    var account = owner(typedName);
    var credential = store.find(account.map(Account::id).orElse(NOBODY));
    String hash = credential.map(CredentialStore.Credential::hash).orElse(nobodysHash);
    boolean holds = matches(authSecret, hash) && credential.isPresent();
    return holds ? account : Optional.empty();
  }

  private Optional<Account> owner(String typedName) {
    return Username.find(typedName).flatMap(accounts::find);
  }

  /// Whether this is the user's current secret.
  public boolean matches(UserId user, String authSecret) {
    return store.find(user).filter(known -> matches(authSecret, known.hash())).isPresent();
  }

  /// Stores a new salt and secret; throws [Malformed] unless they are 16 and 32 bytes of Base64.
  @Transactional
  public void set(UserId user, String salt, Hashed hashed) {
    byte[] saltBytes = Base64Text.parse(salt);
    if (saltBytes.length != SALT) {
      throw new Malformed();
    }
    store.save(user, new CredentialStore.Credential(saltBytes, hashed.hash()));
  }

  /// A hash computed before a transaction begins, so that no transaction waits for hashing.
  public record Hashed(String hash) {}

  public Hashed hashed(String authSecret) {
    return new Hashed(hash(secret(authSecret)));
  }

  /// Refuses what the page never derives from a chosen password: throws [Malformed] for a salt or
  /// secret of the wrong length or all zeros, and for a salt that another account has; refuses with
  /// `bad-password` a secret derived from the empty password.
  public void requireFit(String salt, String authSecret) {
    byte[] saltBytes = Base64Text.parse(salt);
    if (saltBytes.length != SALT
        || isZero(saltBytes)
        || isZero(secret(authSecret))
        || store.hasSalt(saltBytes)) {
      throw new Malformed();
    }
    if (derive("", saltBytes).equals(authSecret)) {
      throw new Refusal(BAD_PASSWORD);
    }
  }

  private static boolean isZero(byte[] bytes) {
    return Arrays.equals(bytes, new byte[bytes.length]);
  }

  private boolean matches(String authSecret, String hash) {
    byte[] secret = NO_SECRET;
    boolean wellFormed = true;
    try {
      secret = secret(authSecret);
    } catch (Malformed e) {
      // Hashed anyway, so that the response time reveals nothing.
      wellFormed = false;
    }
    return argon2.matches(peppered(secret), hash) && wellFormed;
  }

  private String hash(byte[] secret) {
    return argon2.encode(peppered(secret));
  }

  /// As Base64 text, for compatibility: the first version hashed text.
  private byte[] peppered(byte[] secret) {
    return Base64Text.of(pepper.peppered(secret)).getBytes(StandardCharsets.US_ASCII);
  }

  /// The secret that a browser would derive from this password. Runs on the pool for CPU-bound
  /// work.
  public String derive(String password, byte[] salt) {
    return cryptoPool.run(() -> Derivation.authSecret(password, salt));
  }

  private static byte[] secret(String authSecret) {
    byte[] secret = Base64Text.parse(authSecret);
    if (secret.length != SECRET) {
      throw new Malformed();
    }
    return secret;
  }
}
