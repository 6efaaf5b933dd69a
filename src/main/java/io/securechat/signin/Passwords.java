package io.securechat.signin;

import io.securechat.accounts.Caller;
import io.securechat.credentials.Credentials;
import io.securechat.identities.Identities;
import io.securechat.protocol.UserId;
import io.securechat.sessions.Sessions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Changes passwords.
@Component
public class Passwords {

  private final Credentials credentials;
  private final Identities identities;
  private final Sessions sessions;
  private final ApplicationEventPublisher events;

  Passwords(
      Credentials credentials,
      Identities identities,
      Sessions sessions,
      ApplicationEventPublisher events) {
    this.credentials = credentials;
    this.identities = identities;
    this.sessions = sessions;
    this.events = events;
  }

  /// A new salt and secret, already hashed.
  public record Next(String salt, Credentials.Hashed hashed) {}

  /// Validates and hashes. Slow, so call it before a transaction begins.
  public Next next(String salt, String authSecret) {
    credentials.requireFit(salt, authSecret);
    return new Next(salt, credentials.hashed(authSecret));
  }

  /// Changes hash, salt and lock together, and ends all other sessions (I6).
  @Transactional
  public void change(Caller caller, Next next, byte[] oldLockHash, byte[] newLock) {
    identities.replaceLock(caller.id(), oldLockHash, newLock);
    credentials.set(caller.id(), next.salt(), next.hashed());
    sessions.endOthers(caller.id(), caller.sessionKey());
    events.publishEvent(new PasswordChanged(caller.id(), PasswordChanged.Way.CHANGED));
  }

  /// Replaces a forgotten password after the vault was opened with the recovery code. Changes
  /// nothing but the password and its lock.
  @Transactional
  public void recover(UserId user, Next next, byte[] recoveryLockHash, byte[] newLock) {
    identities.recover(user, recoveryLockHash, newLock);
    credentials.set(user, next.salt(), next.hashed());
    sessions.endAll(user);
    events.publishEvent(new PasswordChanged(user, PasswordChanged.Way.RECOVERED));
  }

  /// Replaces a forgotten password, gives up what only the old one could open, and ends all
  /// sessions.
  @Transactional
  public void reset(UserId user, Next next) {
    identities.reset(user);
    credentials.set(user, next.salt(), next.hashed());
    sessions.endAll(user);
    events.publishEvent(new PasswordChanged(user, PasswordChanged.Way.RESET));
  }
}
