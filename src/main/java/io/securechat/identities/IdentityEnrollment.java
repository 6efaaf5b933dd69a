package io.securechat.identities;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Caller;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.bytes.Uuids;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.LockBlob;
import io.securechat.protocol.PinsBlob;
import io.securechat.protocol.VaultBlob;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Enrolls identities: the browser submits record, vault and locks, proves with a challenge that it
/// holds the RSA key, and all of it becomes active in one transaction (I3, I4).
@Component
class IdentityEnrollment {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final byte[] LABEL = "SC1Q".getBytes(StandardCharsets.US_ASCII);

  record Challenge(UUID id, byte[] wrapped) {}

  /// What a browser submits for a new identity.
  record Made(
      byte[] record, byte[] vault, byte[] lock, byte @Nullable [] recoveryLock, byte[] pins) {}

  private final IdentityStore store;
  private final Accounts accounts;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  IdentityEnrollment(
      IdentityStore store,
      Accounts accounts,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /// Stores the submission until the challenge is answered. Does all slow work before it asks for
  /// the only connection that can write.
  Challenge begin(Caller caller, Made made) {
    IdentityRecord read = requireSound(caller, made);
    requireNext(read);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    byte[] label = new ByteWriter().bytes(LABEL).bytes(read.hash()).done();
    var challenge = new Challenge(UUID.randomUUID(), read.wrappingKey().wrap(label, secret));
    var pending =
        new IdentityStore.Pending(
            Uuids.bytes(challenge.id()),
            caller.id(),
            sessionKey(caller),
            made.record(),
            made.vault(),
            made.lock(),
            made.recoveryLock(),
            made.pins(),
            Sha256.of(LABEL, secret),
            clock.millis() + TIMEOUT.toMillis());
    transaction.executeWithoutResult(_ -> store.insert(pending));
    return challenge;
  }

  /// Uses up the challenge and activates its identity. Returns a refusal instead of throwing, so
  /// that using up the challenge is committed.
  @Transactional
  Optional<Refusal> finish(Caller caller, UUID challenge, byte[] answer) {
    var taken = store.take(Uuids.bytes(challenge), caller.id(), sessionKey(caller));
    if (taken.isEmpty()) {
      return Optional.of(gone(caller));
    }
    var pending = taken.get();
    if (pending.expires() < clock.millis()) {
      return Optional.of(new Refusal(IdentityProblems.CHALLENGE_GONE));
    }
    if (!MessageDigest.isEqual(pending.answerHash(), answer)) {
      return Optional.of(new Refusal(IdentityProblems.CHALLENGE_WRONG));
    }
    return activate(pending);
  }

  private Optional<Refusal> activate(IdentityStore.Pending pending) {
    var record = IdentityRecord.parse(pending.record());
    try {
      requireNext(record);
    } catch (Refusal refusal) {
      return Optional.of(refusal);
    }
    if (!store.activate(record, pending, clock.millis())) {
      return Optional.of(new Refusal(IdentityProblems.IDENTITY_EXISTS));
    }
    accounts.changed(record.user());
    events.publishEvent(new IdentityChanged(record.user(), record.id()));
    return Optional.empty();
  }

  /// Distinguishes losing a race against another browser of the user from an expired challenge.
  private Refusal gone(Caller caller) {
    boolean exists = store.current(caller.id()).isPresent() && !store.isReset(caller.id());
    return new Refusal(exists ? IdentityProblems.IDENTITY_EXISTS : IdentityProblems.CHALLENGE_GONE);
  }

  private static IdentityRecord requireSound(Caller caller, Made made) {
    try {
      var read = IdentityRecord.parse(made.record());
      var outside = VaultBlob.parse(made.vault());
      boolean fits =
          read.user().equals(caller.id())
              && outside.user().equals(caller.id())
              && outside.identity().equals(read.id())
              && isLock(made.lock(), caller, LockBlob.PASSWORD)
              && (made.recoveryLock() == null
                  || isLock(made.recoveryLock(), caller, LockBlob.RECOVERY))
              && PinsBlob.parse(made.pins()).user().equals(caller.id());
      if (fits) {
        return read;
      }
    } catch (Malformed e) {
      // Falls through to the refusal below.
    }
    throw new Refusal(IdentityProblems.BAD_IDENTITY);
  }

  private static boolean isLock(byte[] bytes, Caller caller, int kind) {
    return LockBlob.parse(bytes).equals(new LockBlob(caller.id(), kind));
  }

  private void requireNext(IdentityRecord record) {
    var before = store.current(record.user());
    boolean reset = store.isReset(record.user());
    boolean taken = before.isPresent() && record.index() <= before.get().index();
    require(!taken || reset, IdentityProblems.IDENTITY_EXISTS);
    boolean next = before.map(head -> record.follows(head, reset)).orElseGet(record::isFirst);
    boolean fresh = store.find(record.id()).isEmpty();
    require(next && fresh, IdentityProblems.BAD_IDENTITY);
  }

  private static void require(boolean holds, Problem otherwise) {
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
