package io.securechat.admission;

import io.securechat.bytes.Base64Text;
import io.securechat.identities.Identities;
import io.securechat.identities.LockParts;
import io.securechat.protocol.UserId;
import io.securechat.signin.LogIns;
import io.securechat.signin.Passwords;
import io.securechat.signin.SignInThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for account recovery: an administrator's reset link and the recovery code
/// together restore the vault. Tokens travel only in request bodies.
@RestController
class RecoveryApi {

  record Token(String token) {}

  /// `lock` locks the vault, which the recovery code has opened, with the new password.
  record Recovered(
      String token, String salt, String authSecret, String recoveryLockHash, String lock) {}

  /// The vault and its recovery lock; both are null if the user has no recovery code.
  record Closed(
      UserId userId, byte @Nullable [] vault, byte @Nullable [] recoveryLock, byte[] lockPart) {}

  private final Registration registration;
  private final Passwords passwords;
  private final LogIns logIns;
  private final SignInThrottle throttle;
  private final Identities identities;
  private final LockParts lockParts;

  RecoveryApi(
      Registration registration,
      Passwords passwords,
      LogIns logIns,
      SignInThrottle throttle,
      Identities identities,
      LockParts lockParts) {
    this.registration = registration;
    this.passwords = passwords;
    this.logIns = logIns;
    this.throttle = throttle;
    this.identities = identities;
    this.lockParts = lockParts;
  }

  @PostMapping("/api/links/vault")
  Closed vault(@RequestBody Token token, HttpServletRequest request) {
    throttle.takeLink(request);
    var user = registration.requireReset(token.token());
    var part = lockParts.of(user);
    return identities
        .vault(user)
        .map(vault -> new Closed(user, vault.vault(), vault.recoveryLock(), part))
        .orElseGet(() -> new Closed(user, null, null, part));
  }

  @PostMapping("/api/links/recover")
  LogIns.Self recover(
      @RequestBody Recovered recovered, HttpServletRequest request, HttpServletResponse response) {
    throttle.takeLink(request);
    registration.requireReset(recovered.token());
    var secret = passwords.next(recovered.salt(), recovered.authSecret());
    var user =
        registration.recover(
            recovered.token(),
            secret,
            Base64Text.parse(recovered.recoveryLockHash()),
            Base64Text.parse(recovered.lock()));
    return logIns.begin(user, request, response);
  }
}
