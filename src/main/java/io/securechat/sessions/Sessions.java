package io.securechat.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.accounts.UserSuspended;
import io.securechat.bus.Bus;
import io.securechat.bus.Topic;
import io.securechat.protocol.UserId;
import io.securechat.storage.EssentialWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// All log-ins. Publishes [SessionEnded] when one ends; a check every second finds those that
/// expired or were ended on another node.
@Component
public class Sessions {

  /// Limit of log-ins per user; another one ends the oldest.
  private static final int MAX_LOG_INS = 50;

  /// How long a log-in may exist before its session is stored, which happens when the response is
  /// sent.
  private static final Duration STORE_GRACE = Duration.ofMinutes(1);

  /// Longer than a handshake may take from reading its session to registering its socket.
  private static final Duration REMEMBERED = Duration.ofMinutes(2);

  private final Cache<String, Boolean> ended =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).build();
  private final SessionStore store;
  private final SessionUses uses;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final SessionIdHashes secrets;
  private final SessionSettings settings;
  private final Clock clock;
  private final Bus bus;

  Sessions(
      SessionStore store,
      SessionUses uses,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions,
      SessionIdHashes secrets,
      SessionSettings settings,
      Clock clock,
      Bus bus) {
    this.store = store;
    this.uses = uses;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
    this.secrets = secrets;
    this.settings = settings;
    this.clock = clock;
    this.bus = bus;
    bus.listen(Ended.TOPIC, this::endedOnOtherNode);
  }

  /// Signal to the other nodes.
  record Ended(UserId userId, Set<String> sessionKeys) {

    static final Topic<Ended> TOPIC = new Topic<>("SESSION", Ended.class);

    Ended {
      sessionKeys = Set.copyOf(sessionKeys);
    }
  }

  private void endedOnOtherNode(Ended ended) {
    publish(new SessionEnded(ended.userId(), ended.sessionKeys(), SessionEnded.Cause.ELSEWHERE));
  }

  /// Whether the log-in has ended in the last minutes, as far as this node knows; from memory. For
  /// a socket that has just been registered: an end is noted before the sockets are closed, so it
  /// is either seen here, or closes the socket.
  public boolean hasJustEnded(String sessionKey) {
    return ended.getIfPresent(sessionKey) != null;
  }

  private void publish(SessionEnded over) {
    over.sessionKeys().forEach(key -> ended.put(key, true));
    events.publishEvent(over);
  }

  /// Whether the log-in has neither ended nor expired.
  public boolean isLive(String sessionKey) {
    return store.isLive(sessionKey, clock.millis(), oldest());
  }

  /// Those of the log-ins that have neither ended nor expired. Reads the database, so it includes
  /// what other nodes ended, even if the signal was lost.
  public Set<String> live(Collection<String> sessionKeys) {
    return store.live(sessionKeys, clock.millis(), oldest());
  }

  /// Sessions that began before this time have reached their maximum lifetime.
  private long oldest() {
    return clock.millis() - settings.lifetime().toMillis();
  }

  /// A user's sessions, the given one first.
  List<OpenSession> open(UserId user, @Nullable String first) {
    long now = clock.millis();
    return store.open(user, now, oldest(), now - STORE_GRACE.toMillis()).stream()
        .sorted(Comparator.comparing(open -> !open.key().equals(first)))
        .toList();
  }

  /// Whether a user has this session.
  boolean isOf(UserId user, String sessionKey) {
    return store.of(user).stream().anyMatch(logIn -> logIn.key().equals(sessionKey));
  }

  /// Records that the session was used over its socket.
  public void touch(String sessionKey) {
    uses.note(sessionKey);
  }

  /// Records a log-in and returns its session key, which identifies it but grants no access.
  public String begin(UserId user, String sessionId, Device device) {
    return EssentialWrites.run(transaction, _ -> noted(user, sessionId, device));
  }

  private String noted(UserId user, String sessionId, Device device) {
    var former = store.of(user).stream().map(SessionStore.LogIn::key).toList();
    Set<String> tooMany =
        Set.copyOf(former.subList(0, Math.max(0, former.size() - MAX_LOG_INS + 1)));
    end(user, tooMany::contains);
    String key = UUID.randomUUID().toString();
    var logIn = new SessionStore.LogIn(key, user);
    store.insert(logIn, secrets.stored(sessionId), device, clock.millis());
    events.publishEvent(new LoggedIn(user, key));
    return key;
  }

  /// Ends the log-in of a session, if it has one.
  public void endIn(String sessionId) {
    String stored = secrets.stored(sessionId);
    ending(() -> store.in(stored).ifPresent(logIn -> end(logIn.user(), logIn.key()::equals)));
  }

  public void end(UserId user, String sessionKey) {
    ending(() -> end(user, sessionKey::equals));
  }

  private void ending(Runnable work) {
    EssentialWrites.<@Nullable Void>run(
        transaction,
        _ -> {
          work.run();
          return null;
        });
  }

  @Transactional
  public void endOthers(UserId user, @Nullable String sessionKey) {
    end(user, key -> !key.equals(sessionKey));
  }

  @Transactional
  public void endAll(UserId user) {
    end(user, key -> true);
  }

  /// Ends sessions in the transaction that suspends, so that neither happens without the other.
  @EventListener
  @Transactional
  public void suspended(UserSuspended suspended) {
    endAll(suspended.user());
  }

  private void end(UserId user, Predicate<String> which) {
    Set<String> keys =
        store.of(user).stream()
            .map(SessionStore.LogIn::key)
            .filter(which)
            .collect(Collectors.toSet());
    keys.forEach(store::end);
    if (!keys.isEmpty()) {
      afterCommit(new SessionEnded(user, keys, SessionEnded.Cause.ACT));
    }
  }

  @Scheduled(fixedDelay = 1_000)
  void endExpired() {
    long now = clock.millis();
    // Records recent uses first, so that no session ends that was just used.
    if (uses.save()) {
      end(store.expired(now, oldest()));
    }
  }

  /// Ends log-ins whose session Spring Session has deleted. A minute's delay does no harm, because
  /// an open socket keeps its session.
  @Scheduled(fixedDelay = 60_000)
  void endOrphaned() {
    end(store.gone(clock.millis() - STORE_GRACE.toMillis()));
  }

  private void end(List<SessionStore.LogIn> over) {
    if (!over.isEmpty()) {
      transaction.executeWithoutResult(_ -> over.forEach(logIn -> store.end(logIn.key())));
      over.forEach(logIn ->
          publish(new SessionEnded(logIn.user(), Set.of(logIn.key()), SessionEnded.Cause.TIME)));
    }
  }

  private void afterCommit(SessionEnded ended) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            publish(ended);
            bus.publish(Ended.TOPIC, new Ended(ended.userId(), ended.sessionKeys()));
          }
        });
  }
}
