package io.securechat.identities;

import io.securechat.accounts.Caller;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.problems.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How an identity comes to be: the browser hands in record, vault and lock, proves with a
/// challenge that it holds the RSA key, and all of it becomes active in one transaction (I3, I4).
@Component
class Making {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final byte[] LABEL = "SC1Q".getBytes(StandardCharsets.US_ASCII);

  record Challenge(UUID id, byte[] wrapped) {}

  private final IdentityStore store;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Making(IdentityStore store, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  Challenge begin(Caller caller, byte[] record, byte[] vault, byte[] lock) {
    IdentityRecord read = requireSound(caller, record, vault, lock);
    requireNext(read);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    UUID id = UUID.randomUUID();
    byte[] label = new ByteWriter().bytes(LABEL).bytes(read.hash()).done();
    store.insert(
        new IdentityStore.Pending(
            Uuids.bytes(id),
            caller.id(),
            sessionKey(caller),
            record,
            vault,
            lock,
            Sha256.of(LABEL, secret),
            clock.millis() + PATIENCE.toMillis()));
    return new Challenge(id, WrappingKey.of(read.rsaSpki()).wrap(label, secret));
  }

  /// Uses the challenge up and activates what waits behind it. What goes wrong is returned, so that
  /// the use itself is committed.
  @Transactional
  Optional<Refusal> finish(Caller caller, UUID challenge, byte[] answer) {
    var pending =
        store
            .take(Uuids.bytes(challenge))
            .filter(waiting -> waiting.user().equals(caller.id()))
            .filter(waiting -> waiting.sessionKey().equals(sessionKey(caller)))
            .filter(waiting -> waiting.expires() >= clock.millis());
    if (pending.isEmpty()) {
      return Optional.of(gone(caller));
    }
    if (!MessageDigest.isEqual(pending.get().answerHash(), answer)) {
      return Optional.of(new Refusal(IdentityProblems.CHALLENGE_WRONG));
    }
    var record = IdentityRecord.parse(pending.get().record());
    try {
      requireNext(record);
    } catch (Refusal refusal) {
      return Optional.of(refusal);
    }
    store.activate(pending.get(), clock.millis());
    events.publishEvent(new IdentityChanged(record.user(), record.id()));
    return Optional.empty();
  }

  /// Whoever lost the race against another browser of his is told so rather than that he was slow.
  private Refusal gone(Caller caller) {
    boolean exists = store.current(caller.id()).isPresent() && !store.isReset(caller.id());
    return new Refusal(exists ? IdentityProblems.IDENTITY_EXISTS : IdentityProblems.CHALLENGE_GONE);
  }

  private IdentityRecord requireSound(Caller caller, byte[] record, byte[] vault, byte[] lock) {
    try {
      var read = IdentityRecord.parse(record);
      var outside = VaultBlob.parse(vault);
      boolean fits =
          read.user().equals(caller.id())
              && outside.user().equals(caller.id())
              && outside.identity().equals(read.id())
              && LockBlob.parse(lock).user().equals(caller.id());
      if (fits) {
        return read;
      }
    } catch (Malformed e) {
      // answered below like every other identity that is not in order
    }
    throw new Refusal(IdentityProblems.BAD_IDENTITY);
  }

  private void requireNext(IdentityRecord record) {
    var before = store.current(record.user());
    if (before.isEmpty()) {
      require(record.isFirst(), IdentityProblems.BAD_IDENTITY);
      return;
    }
    boolean reset = store.isReset(record.user());
    require(reset || !record.isFirst(), IdentityProblems.IDENTITY_EXISTS);
    require(record.follows(before.get(), reset), IdentityProblems.BAD_IDENTITY);
  }

  private static void require(boolean holds, io.securechat.problems.Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }

  private static String sessionKey(Caller caller) {
    return caller.sessionKey() == null ? "" : caller.sessionKey();
  }

  @Scheduled(fixedDelay = 10 * 60 * 1000)
  @Transactional
  void dropExpired() {
    store.dropExpired(clock.millis());
  }
}
