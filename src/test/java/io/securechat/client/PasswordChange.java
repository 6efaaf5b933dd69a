package io.securechat.client;

import static io.securechat.testing.Api.fields;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.testing.Secrets;
import java.security.SecureRandom;

/// Changes a user's password and changes it back: all their other sessions end, and their vault
/// opens as before.
public final class PasswordChange {

  private PasswordChange() {}

  /// Returns the status of the first refused change, or of the last one.
  public static int thereAndBack(ChatClient who, String username, String password) {
    var stored = who.api.get("/api/me/vault").body().path("locks").get(0).path("lock");
    byte[] lock = ChatClient.bytes(stored);
    String salt = who.api.get("/api/sign-in/salt?username=" + username).text("salt");
    String secret = Secrets.authSecret(password, salt);
    byte[] drawn = new byte[16];
    new SecureRandom().nextBytes(drawn);
    String other = Base64Text.of(drawn);
    String otherSecret = Secrets.authSecret("for a moment", other);
    int status = change(who, secret, other, otherSecret, lock);
    return status == 204 ? change(who, otherSecret, salt, secret, lock) : status;
  }

  private static int change(
      ChatClient who, String secret, String newSalt, String newSecret, byte[] lock) {
    var change =
        fields(
            "authSecret", secret,
            "newSalt", newSalt,
            "newAuthSecret", newSecret,
            "oldLockHash", Base64Text.of(Sha256.of(lock)),
            "newLock", Base64Text.of(lock));
    return who.api.post("/api/me/password", change).status();
  }
}
