package io.securechat.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bus.Bus;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The users of this server. Usernames are unique in canonical form and are never reused.
@Component
public class Accounts {

  private static final int CACHED = 20_000;

  /// For so long nobody else gets a name that its owner has given up (decision 63).
  private static final Duration RESERVED = Duration.ofDays(7);

  private final Cache<UserId, Optional<Account>> cache =
      Caffeine.newBuilder().maximumSize(CACHED).build();
  private final AccountStore store;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  private final SkeletonStore skeletons;
  private final Bus bus;

  Accounts(
      AccountStore store,
      SkeletonStore skeletons,
      ApplicationEventPublisher events,
      Clock clock,
      Bus bus) {
    this.store = store;
    this.skeletons = skeletons;
    this.events = events;
    this.clock = clock;
    this.bus = bus;
    bus.listen(AccountChanged.TOPIC, changed -> cache.invalidate(changed.userId()));
    bus.onResync(cache::invalidateAll);
  }

  /// Reads through a cache. What a transaction reads is not kept: it may be older than a change
  /// that was committed after the transaction began.
  public Optional<Account> find(UserId id) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return cache.get(id, store::find);
    }
    Optional<Account> cached = cache.getIfPresent(id);
    return cached != null ? cached : store.find(id);
  }

  /// Whether the account is suspended, read from the database and never from a cache.
  public boolean isSuspended(UserId id) {
    return store.find(id).filter(Account::suspended).isPresent();
  }

  public Optional<Account> find(Username name) {
    return store.find(name);
  }

  /// The existing ones with these names, read at once.
  public List<Account> named(Collection<Username> names) {
    return store.all(names);
  }

  public Account require(UserId id) {
    return find(id).orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }

  /// The existing ones of these users, in the given order.
  public Map<UserId, Account> all(Collection<UserId> ids) {
    var found = new LinkedHashMap<UserId, Account>();
    ids.forEach(id -> find(id).ifPresent(account -> found.put(id, account)));
    return found;
  }

  /// Active users whose username, or a word of whose display name, begins with the prefix, by user
  /// name.
  public List<Account> search(String prefix, int limit) {
    return store.search(Username.canonical(prefix), limit);
  }

  /// All users behind this username, in order of username.
  public List<Account> after(String username, int limit) {
    return store.after(username, limit);
  }

  public boolean isEmpty() {
    return store.count() == 0;
  }

  /// Creates an account. Refuses with `name-taken`, and with `display-name-taken` if the display
  /// name can be confused with another user's.
  @Transactional
  public Account register(Username username, String displayName, Role role) {
    var account =
        new Account(
            UserId.random(),
            username,
            DisplayName.of(displayName),
            role,
            false,
            clock.millis(),
            "",
            "");
    if (store.find(username).isPresent()) {
      throw new Refusal(AccountProblems.NAME_TAKEN);
    }
    try {
      store.insert(account);
    } catch (DuplicateKeyException e) {
      throw new Refusal(AccountProblems.NAME_TAKEN);
    }
    if (!skeletons.claim(account.id(), account.displayName(), clock.millis())) {
      throw new Refusal(AccountProblems.DISPLAY_NAME_TAKEN);
    }
    forgetAfterCommit(account.id());
    events.publishEvent(new UserRegistered(account));
    return account;
  }

  /// Changes a user's display name under the rules of [#register]; false if it is theirs already.
  @Transactional
  public boolean rename(UserId id, String typed) {
    String name = DisplayName.of(typed);
    if (require(id).displayName().equals(name)) {
      return false;
    }
    long now = clock.millis();
    if (!skeletons.claim(id, name, now)) {
      throw new Refusal(AccountProblems.DISPLAY_NAME_TAKEN);
    }
    skeletons.reserveFormer(id, name, now + RESERVED.toMillis());
    store.setDisplayName(id, name);
    profileChanged(id);
    return true;
  }

  /// Sets the hash of a user's picture, which the caller has stored; empty for none.
  @Transactional
  public void setAvatar(UserId id, String hash) {
    store.setAvatar(id, hash);
    profileChanged(id);
  }

  /// Sets what a user says of themselves; empty for nothing. Refuses with `bad-status`.
  @Transactional
  public void setStatus(UserId id, String typed) {
    store.setStatus(id, StatusText.of(typed));
    profileChanged(id);
  }

  /// Records that what others see of a user has changed, in the caller's transaction.
  @Transactional
  public void changed(UserId id) {
    store.setChanged(id, clock.millis());
  }

  /// When what others see of any user last changed, in milliseconds, by the clock of the node that
  /// changed it. The commit may be seconds later.
  public long lastChange() {
    return store.lastChange();
  }

  /// Suspends an account; refuses with `last-admin` if no active administrator would remain.
  @Transactional
  public void suspend(UserId id) {
    Account account = require(id);
    if (account.isActiveAdmin() && store.lockActiveAdmins() == 1) {
      throw new Refusal(AccountProblems.LAST_ADMIN);
    }
    set(account, true);
    events.publishEvent(new UserSuspended(id));
  }

  @Transactional
  public void resume(UserId id) {
    set(require(id), false);
    events.publishEvent(new UserResumed(id));
  }

  /// Stores the skeletons of display names that are older than the table of skeletons.
  @EventListener(ApplicationStartedEvent.class)
  @Transactional
  public void claimSkeletons() {
    skeletons
        .unclaimed()
        .forEach(named -> skeletons.claim(named.getKey(), named.getValue(), clock.millis()));
  }

  private void set(Account account, boolean suspended) {
    store.setSuspended(account.id(), suspended);
    forgetAfterCommit(account.id());
  }

  private void profileChanged(UserId id) {
    changed(id);
    forgetAfterCommit(id);
    events.publishEvent(new ProfileChanged(id));
  }

  private void forgetAfterCommit(UserId id) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            cache.invalidate(id);
            bus.publish(AccountChanged.TOPIC, new AccountChanged(id));
          }
        });
  }
}
