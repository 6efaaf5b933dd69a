package io.securechat.signin;

import io.securechat.accounts.Caller;
import io.securechat.bytes.Base64Text;
import io.securechat.credentials.Credentials;
import io.securechat.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for salts and for the caller's own sign-in.
@RestController
class SignInApi {

  record Salt(byte[] salt) {}

  record Confirmation(String authSecret) {}

  record PasswordChange(
      String authSecret,
      String newSalt,
      String newAuthSecret,
      String oldLockHash,
      String newLock) {}

  private final Credentials credentials;
  private final SignInThrottle throttle;
  private final LogIns logIns;
  private final PasswordReauthentication shown;
  private final Passwords passwords;

  SignInApi(
      Credentials credentials,
      SignInThrottle throttle,
      LogIns logIns,
      PasswordReauthentication shown,
      Passwords passwords) {
    this.credentials = credentials;
    this.throttle = throttle;
    this.logIns = logIns;
    this.shown = shown;
    this.passwords = passwords;
  }

  /// The 16-byte salt for deriving the secret. Answers for unknown names look the same (P2).
  @GetMapping("/api/sign-in/salt")
  Salt salt(@RequestParam String username, HttpServletRequest request) {
    throttle.takeSalt(request);
    return new Salt(credentials.salt(username));
  }

  @GetMapping("/api/me")
  LogIns.Self me(Caller caller, HttpServletRequest request) {
    return logIns.self(caller.id(), request.getSession(false));
  }

  /// Checks the password again in a session, which makes the vault available for another five
  /// minutes.
  @PostMapping("/api/me/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirm(Caller caller, @RequestBody Confirmation confirmation, HttpServletRequest request) {
    shown.requireSecret(caller, confirmation.authSecret());
    logIns.confirmed(request.getSession());
  }

  @PostMapping("/api/me/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void password(Caller caller, @RequestBody PasswordChange change) {
    shown.requireSecret(caller, change.authSecret());
    if (change.newAuthSecret().equals(change.authSecret())) {
      throw new Refusal(Credentials.BAD_PASSWORD);
    }
    passwords.change(
        caller,
        passwords.next(change.newSalt(), change.newAuthSecret()),
        Base64Text.parse(change.oldLockHash()),
        Base64Text.parse(change.newLock()));
  }
}
