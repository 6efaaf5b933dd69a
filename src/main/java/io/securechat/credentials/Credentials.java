package io.securechat.credentials;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.limits.HeavyWork;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the server keeps of a password: a salt for the browser, and an Argon2id hash (RFC 9106)
/// over what the browser derives, under the pepper.
@Component
public class Credentials {

  /// A password that is empty, or the present one again.
  public static final Problem BAD_PASSWORD =
      new Problem("bad-password", "Choose another password: one that is new and not empty.", 422);

  private static final int SALT = 16;
  private static final int SECRET = 32;
  private static final UserId NOBODY = new UserId(new UUID(0, 0));
  private static final byte[] NO_SECRET = new byte[SECRET];

  private final CredentialStore store;
  private final Accounts accounts;
  private final Pepper pepper;
  private final HeavyWork heavy;
  private final Argon2id argon2;
  private final String nobodysHash;

  Credentials(CredentialStore store, Accounts accounts, Pepper pepper, HeavyWork heavy) {
    this.store = store;
    this.accounts = accounts;
    this.pepper = pepper;
    this.heavy = heavy;
    this.argon2 = new Argon2id(heavy);
    this.nobodysHash = hash(NO_SECRET);
  }

  /// The salt for whatever name somebody typed; for an unknown one a salt like any other, found by
  /// as many questions to the database.
  public byte[] salt(String typedName) {
    byte[] fake = pepper.fakeSalt(Username.canonical(typedName));
    return store
        .find(owner(typedName).map(Account::id).orElse(NOBODY))
        .map(CredentialStore.Credential::salt)
        .orElse(fake);
  }

  /// The secret of a set-up link, which every node with the same pepper derives.
  public byte[] setUpSecret(UUID link) {
    return pepper.ofSetUp(link);
  }

  /// Whose secret this is. An unknown name costs the same work as a known one.
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

  /// Whether this is the present secret of somebody.
  public boolean matches(UserId user, String authSecret) {
    return store.find(user).filter(known -> matches(authSecret, known.hash())).isPresent();
  }

  /// Keeps a new salt and secret; throws [Malformed] unless they are 16 and 32 bytes of Base64.
  @Transactional
  public void set(UserId user, String salt, Hashed hashed) {
    byte[] saltBytes = Base64Text.parse(salt);
    if (saltBytes.length != SALT) {
      throw new Malformed();
    }
    store.save(user, new CredentialStore.Credential(saltBytes, hashed.hash()));
  }

  /// A hash that is made before a transaction begins, so that none waits for it.
  public record Hashed(String hash) {}

  public Hashed hashed(String authSecret) {
    return new Hashed(hash(secret(authSecret)));
  }

  /// Refuses what no page makes of a password that somebody chose: throws [Malformed] for a salt or
  /// a secret of another length, of zeros alone, or a salt that an account has already; refuses
  /// with `bad-password` what is derived from the empty password.
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
      // Hashed all the same: the time of the answer tells nothing.
      wellFormed = false;
    }
    return argon2.matches(peppered(secret), hash) && wellFormed;
  }

  private String hash(byte[] secret) {
    return argon2.encode(peppered(secret));
  }

  /// As text: the first version hashed texts.
  private byte[] peppered(byte[] secret) {
    return Base64Text.of(pepper.peppered(secret)).getBytes(StandardCharsets.US_ASCII);
  }

  /// What a browser would send for this password. Waits for its turn like hashing.
  public String derive(String password, byte[] salt) {
    return heavy.run(() -> Derivation.authSecret(password, salt));
  }

  private static byte[] secret(String authSecret) {
    byte[] secret = Base64Text.parse(authSecret);
    if (secret.length != SECRET) {
      throw new Malformed();
    }
    return secret;
  }
}
