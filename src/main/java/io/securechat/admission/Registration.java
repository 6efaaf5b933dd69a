package io.securechat.admission;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Role;
import io.securechat.accounts.Username;
import io.securechat.credentials.Credentials;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import io.securechat.signin.Passwords;
import io.securechat.signin.SignInProblems;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Creates accounts and resets passwords, each with a link that is used up in the same transaction.
@Component
class Registration {

  private final Links links;
  private final Accounts accounts;
  private final Credentials credentials;
  private final Passwords passwords;

  Registration(Links links, Accounts accounts, Credentials credentials, Passwords passwords) {
    this.links = links;
    this.accounts = accounts;
    this.credentials = credentials;
    this.passwords = passwords;
  }

  /// Creates an account: an administrator with the setup link, which is valid only while there is
  /// no account, otherwise a member.
  @Transactional
  public UserId register(String token, Username name, String displayName, Passwords.Next secret) {
    var link = links.use(token, Links.Kind.REGISTER, Links.Kind.SETUP);
    boolean setup = link.kind() == Links.Kind.SETUP;
    if (setup && !accounts.isEmpty()) {
      throw new Refusal(AdmissionProblems.LINK_GONE);
    }
    var account = accounts.register(name, displayName, setup ? Role.ADMIN : Role.MEMBER);
    credentials.set(account.id(), secret.salt(), secret.hashed());
    return account.id();
  }

  @Transactional
  public UserId reset(String token, Passwords.Next secret) {
    var user = owner(token);
    passwords.reset(user, secret);
    return user;
  }

  @Transactional
  public UserId recover(
      String token, Passwords.Next secret, byte[] recoveryLockHash, byte[] newLock) {
    var user = owner(token);
    passwords.recover(user, secret, recoveryLockHash, newLock);
    return user;
  }

  /// The user whose password this link resets; refuses with `link-gone` for other links, and with
  /// `suspended` for suspended users.
  UserId requireReset(String token) {
    var user = links.require(token).user();
    if (user == null) {
      throw new Refusal(AdmissionProblems.LINK_GONE);
    }
    if (accounts.require(user).suspended()) {
      throw new Refusal(SignInProblems.SUSPENDED);
    }
    return user;
  }

  private UserId owner(String token) {
    var user = links.use(token, Links.Kind.RESET).user();
    if (user == null) {
      throw new Refusal(AdmissionProblems.LINK_GONE);
    }
    return user;
  }
}
