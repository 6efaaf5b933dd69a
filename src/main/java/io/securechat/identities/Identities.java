package io.securechat.identities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bus.Bus;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.LockBlob;
import io.securechat.protocol.PinsBlob;
import io.securechat.protocol.UserId;
import io.securechat.protocol.VerifyingKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/// Public keys of all users, and the vaults and locks that only their owners can open.
@Component
public class Identities {

  private static final int CACHED = 20_000;

  private final Cache<UserId, Optional<Identity>> current =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final Cache<IdentityId, Identity> byId =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final IdentityStore store;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  private final Bus bus;

  Identities(IdentityStore store, ApplicationEventPublisher events, Clock clock, Bus bus) {
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.bus = bus;
    bus.listen(IdentityChanged.TOPIC, changed -> current.invalidate(changed.userId()));
    bus.onResync(current::invalidateAll);
  }

  /// The user's current identity; empty before their first log-in.
  public Optional<Identity> current(UserId user) {
    return current.get(user, key -> store.current(key).map(Identities::shown));
  }

  /// An identity that is or was active (I7).
  public Optional<Identity> byId(IdentityId id) {
    var known = Optional.ofNullable(byId.getIfPresent(id));
    return known.isPresent() ? known : load(id);
  }

  private Optional<Identity> load(IdentityId id) {
    var found = store.find(id).map(Identities::shown);
    found.ifPresent(identity -> byId.put(id, identity));
    return found;
  }

  /// All identities that the user ever had, oldest first.
  List<Identity> chain(UserId user) {
    return store.chain(user).stream().map(Identities::shown).toList();
  }

  /// Whether the user has a recovery code.
  public boolean hasRecovery(UserId user) {
    return store.lock(user, LockBlob.RECOVERY).isPresent();
  }

  /// The user's vault and locks, for a browser that has authenticated.
  public Optional<Vault> vault(UserId user) {
    return store
        .vault(user)
        .map(vault ->
            new Vault(
                store.current(user).orElseThrow().bytes(),
                vault,
                store.lock(user, LockBlob.PASSWORD).orElseThrow(),
                store.lock(user, LockBlob.RECOVERY).orElse(null)));
  }

  /// The stored vault with its locks.
  ///
  /// @param record the identity whose keys are the first in the vault
  public record Vault(byte[] record, byte[] vault, byte[] lock, byte @Nullable [] recoveryLock) {}

  /// Replaces the lock of the same kind; throws [io.securechat.bytes.Malformed] if this is not a
  /// lock of this user's.
  @Transactional
  public void setLock(UserId user, byte[] lock) {
    LockBlob read = LockBlob.parse(lock);
    if (!read.user().equals(user) || store.vault(user).isEmpty()) {
      throw new Malformed();
    }
    store.setLock(user, read.kind(), lock);
    if (read.kind() == LockBlob.RECOVERY) {
      events.publishEvent(new RecoveryCodeSet(user));
    }
  }

  /// Replaces the password lock after the vault was opened with the recovery code; refuses with
  /// `lock-changed` if the recovery lock does not have this hash.
  @Transactional
  public void recover(UserId user, byte[] recoveryLockHash, byte[] lock) {
    boolean same =
        store
            .lock(user, LockBlob.RECOVERY)
            .filter(present -> Arrays.equals(Sha256.of(present), recoveryLockHash))
            .isPresent();
    if (!same || LockBlob.parse(lock).kind() != LockBlob.PASSWORD) {
      throw new Refusal(IdentityProblems.LOCK_CHANGED);
    }
    setLock(user, lock);
  }

  Optional<byte[]> pins(UserId user) {
    return store.pins(user);
  }

  @Transactional
  public void replacePins(UserId user, IdentityId identity, byte[] pins) {
    var read = PinsBlob.parse(pins);
    if (!read.user().equals(user)) {
      throw new Malformed();
    }
    boolean present = store.current(user).filter(r -> r.id().equals(identity)).isPresent();
    if (!present || !store.replacePins(user, read.version(), pins)) {
      long stored = store.pins(user).map(old -> PinsBlob.parse(old).version()).orElse(0L);
      throw new Refusal(IdentityProblems.PINS_CHANGED).with("version", stored);
    }
  }

  /// Replaces the password lock, in the caller's transaction; refuses with `lock-changed` if the
  /// current one does not have this hash (I6).
  @Transactional
  public void replaceLock(UserId user, byte[] oldHash, byte[] lock) {
    LockBlob read = LockBlob.parse(lock);
    boolean own = read.user().equals(user) && read.kind() == LockBlob.PASSWORD;
    if (!own || !store.replaceLock(user, oldHash, lock)) {
      throw new Refusal(IdentityProblems.LOCK_CHANGED);
    }
  }

  /// Deletes what only the forgotten password could open, and allows the next identity without a
  /// signature of the previous one.
  @Transactional
  public void reset(UserId user) {
    store.reset(user, clock.millis());
  }

  @TransactionalEventListener
  void forget(IdentityChanged changed) {
    current.invalidate(changed.userId());
    bus.publish(IdentityChanged.TOPIC, changed);
  }

  private static Identity shown(IdentityRecord record) {
    return new Identity(record.id(), record.user(), record, VerifyingKey.of(record.edKey()));
  }
}
