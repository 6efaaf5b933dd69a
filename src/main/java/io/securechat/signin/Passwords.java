package io.securechat.signin;

import io.securechat.accounts.Caller;
import io.securechat.credentials.Credentials;
import io.securechat.identities.Identities;
import io.securechat.protocol.UserId;
import io.securechat.sessions.Sessions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How a password becomes another one.
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

  /// A salt and a secret that take the place of the present ones.
  public record Next(String salt, Credentials.Hashed hashed) {}

  /// Checks and hashes, which takes its time: before a transaction begins.
  public Next next(String salt, String authSecret) {
    credentials.requireFit(salt, authSecret);
    return new Next(salt, credentials.hashed(authSecret));
  }

  /// Hash, salt and lock change together, and every other session ends with them (I6).
  @Transactional
  public void change(Caller caller, Next next, byte[] oldLockHash, byte[] newLock) {
    identities.replaceLock(caller.id(), oldLockHash, newLock);
    credentials.set(caller.id(), next.salt(), next.hashed());
    sessions.endOthers(caller.id(), caller.sessionKey());
    events.publishEvent(new PasswordChanged(caller.id(), PasswordChanged.Way.CHANGED));
  }

  /// For a forgotten one, by who has opened the vault with his recovery code: nothing but the way
  /// to open it changes.
  @Transactional
  public void recover(UserId user, Next next, byte[] recoveryLockHash, byte[] newLock) {
    identities.recover(user, recoveryLockHash, newLock);
    credentials.set(user, next.salt(), next.hashed());
    sessions.endAll(user);
    events.publishEvent(new PasswordChanged(user, PasswordChanged.Way.RECOVERED));
  }

  /// For a forgotten one: what only the old password opened is given up, every session ends.
  @Transactional
  public void reset(UserId user, Next next) {
    identities.reset(user);
    credentials.set(user, next.salt(), next.hashed());
    sessions.endAll(user);
    events.publishEvent(new PasswordChanged(user, PasswordChanged.Way.RESET));
  }
}
