package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Begins sessions at a server, with a password, or with the passphrase of a session that this
/// device keeps. Throws [Session.Refused], or [java.io.UncheckedIOException].
///
/// @param state what this device remembers
public record SignIn(ServerAddress server, StateFolder state, Clock clock) {

  /// Thrown if the salt of an account is another one than at the last sign-in (P7).
  public static final class SaltChanged extends RuntimeException {

    private static final long serialVersionUID = 1;

    SaltChanged() {
      super("The server gave another salt for this account than before.");
    }
  }

  /// Thrown if a passphrase does not open the session that is kept.
  public static final class WrongPassphrase extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongPassphrase() {
      super("Wrong passphrase. Try again.");
    }
  }

  /// Signs in and opens the vault; creates the first keys of a user who has none. Also throws
  /// [SaltChanged] and [Vault.Closed].
  ///
  /// @param saltAccepted whether the user has said that their password was changed elsewhere
  public Session withPassword(String username, char[] password, boolean saltAccepted) {
    var rest = new Rest(server.uri(), server.http());
    String name = canonical(username);
    String salt =
        Session.ok(rest.get("/api/sign-in/salt?username=" + Rest.encode(name)))
            .path("salt")
            .asString();
    String hash = Base64Text.of(Sha256.of(salt.getBytes(StandardCharsets.US_ASCII)));
    if (!saltAccepted && state.salt(name).filter(one -> !one.equals(hash)).isPresent()) {
      throw new SaltChanged();
    }
    PasswordSecrets secrets;
    try {
      secrets = PasswordSecrets.derive(password, salt);
    } catch (Malformed e) {
      throw new Session.Refused("", "The server gave a salt that no server draws.");
    }
    var self = Session.ok(rest.logInWithSecret(name, secrets.authSecret()));
    var user = user(self);
    var vault = Vault.open(rest, user.value(), secrets, clock);
    state.salt(name, hash);
    return new Session(server, rest, user, self.path("username").asString(), vault, state, clock);
  }

  private static UserId user(JsonNode self) {
    return UserId.parse(self.path("userId").asString());
  }

  /// Whether this device keeps a session of an account.
  public boolean isRemembered(String username) {
    return state.isRemembered(canonical(username));
  }

  /// Continues the session that this device keeps. Also throws [WrongPassphrase]. If the session
  /// has ended, or the user has new keys, nothing is kept any longer (`signed-out`).
  public Session remembered(String username, char[] passphrase) {
    String name = canonical(username);
    var kept = open(name, passphrase);
    var rest = new Rest(server.uri(), server.http());
    rest.resume(kept.session());
    var answer = rest.get("/api/me");
    if (answer.status() == 401) {
      state.forgetSession(name);
      throw new Session.Refused("signed-out", "The session that was kept here has ended.");
    }
    var self = Session.ok(answer);
    var current = IdentityId.of(kept.vault().current().id).toString();
    if (!user(self).equals(kept.user()) || !self.path("identityId").asString("").equals(current)) {
      state.forgetSession(name);
      throw new Session.Refused("signed-out", "You have new keys since this session was kept.");
    }
    var session =
        new Session(server, rest, kept.user(), kept.username(), kept.vault(), state, clock);
    session.isKept();
    return session;
  }

  private Remembered open(String name, char[] passphrase) {
    try {
      return Remembered.open(state.session(name).orElseThrow(WrongPassphrase::new), passphrase);
    } catch (GeneralSecurityException | Malformed e) {
      throw new WrongPassphrase();
    }
  }

  static String canonical(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
