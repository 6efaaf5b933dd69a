package io.securechat.identities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.accounts.UserId;
import io.securechat.problems.Refusal;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/// Everybody's public keys, and the vaults and locks that only their owners can open.
@Component
public class Identities {

  private static final int CACHED = 20_000;

  private final Cache<UserId, Optional<Identity>> current =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final Cache<IdentityId, Identity> byId =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final IdentityStore store;
  private final Clock clock;

  Identities(IdentityStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// The identity that somebody speaks with now; empty before his first log-in.
  public Optional<Identity> current(UserId user) {
    return current.get(user, key -> store.current(key).map(Identities::shown));
  }

  /// Any identity that was ever active (I7).
  public Optional<Identity> byId(IdentityId id) {
    var known = Optional.ofNullable(byId.getIfPresent(id));
    return known.isPresent() ? known : load(id);
  }

  private Optional<Identity> load(IdentityId id) {
    var found = store.find(id).map(Identities::shown);
    found.ifPresent(identity -> byId.put(id, identity));
    return found;
  }

  /// Puts the lock of a new password in the old one's place, in the caller's transaction; refuses
  /// with `lock-changed` where the old one is not what its hash says (I6).
  @Transactional
  public void replaceLock(UserId user, byte[] oldHash, byte[] lock) {
    LockBlob read = LockBlob.parse(lock);
    if (!read.user().equals(user) || !store.replaceLock(user, oldHash, lock)) {
      throw new Refusal(IdentityProblems.LOCK_CHANGED);
    }
  }

  /// Takes away what only the forgotten password could open, and lets the next identity come
  /// without a signature of the one before.
  @Transactional
  public void reset(UserId user) {
    store.reset(user, clock.millis());
  }

  @TransactionalEventListener
  void forget(IdentityChanged changed) {
    current.invalidate(changed.userId());
  }

  private static Identity shown(IdentityRecord record) {
    return new Identity(record.id(), record.user(), record);
  }
}
