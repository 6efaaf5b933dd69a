package io.securechat.identities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.securechat.bytes.Sha256;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.LockBlob;
import io.securechat.protocol.UserId;
import io.securechat.testing.TestModules;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.EventListener;

/// Enrollment of identities, with a real database.
class IdentityEnrollmentTest {

  static class Heard {
    final List<IdentityChanged> changes = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    @EventListener
    void on(IdentityChanged changed) {
      if (failing) {
        throw new IllegalStateException("a listener of the same transaction failed");
      }
      changes.add(changed);
    }
  }

  @TempDir static Path folder;
  private static TestModules modules;
  private static IdentityEnrollment making;
  private static Identities identities;

  private final Newcomer alice = Newcomer.of(UserId.random());

  @BeforeAll
  static void start() {
    modules = TestModules.start(folder, Heard.class);
    making = modules.bean(IdentityEnrollment.class);
    identities = modules.bean(Identities.class);
  }

  @AfterAll
  static void stop() {
    modules.close();
  }

  private static IdentityEnrollment.Challenge begin(Newcomer who, byte[] record) {
    byte[] vault = who.vault(IdentityRecord.parse(record).id());
    return making.begin(who.caller("session"), who.made(record, vault, who.lock()));
  }

  /// The problem code of the outcome, or `active`.
  private static String finish(Newcomer who, String session, UUID challenge, byte[] answer) {
    return making
        .finish(who.caller(session), challenge, answer)
        .map(refusal -> refusal.problem().code())
        .orElse("active");
  }

  private static String activate(Newcomer who, byte[] record) {
    try {
      var challenge = begin(who, record);
      return finish(who, "session", challenge.id(), Newcomer.answer(challenge, record));
    } catch (Refusal refusal) {
      return refusal.problem().code();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String refused(Newcomer who, byte[] record, byte[] vault, byte[] lock) {
    var refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> making.begin(who.caller("session"), who.made(record, vault, lock)));
    return refusal.problem().code();
  }

  private static IdentityRecord head(Newcomer who) {
    return identities.current(who.user).orElseThrow().record();
  }

  @Test
  void pinsGiveWayToAnyLaterVersionAndTheRefusalNamesTheOneThatIsThere() {
    byte[] record = alice.record();
    assertThat(activate(alice, record)).isEqualTo("active");
    var identity = head(alice).id();
    identities.replacePins(alice.user, identity, alice.pins(2));
    identities.replacePins(alice.user, identity, alice.pins(40));
    for (long version : new long[] {1, 39, 40}) {
      var refusal =
          catchThrowableOfType(
              Refusal.class,
              () -> identities.replacePins(alice.user, identity, alice.pins(version)));
      assertThat(refusal.problem().code()).isEqualTo("pins-changed");
      assertThat(refusal.extras()).containsEntry("version", 40L);
    }
    assertThat(identities.pins(alice.user).orElseThrow()).isEqualTo(alice.pins(40));
  }

  @Test
  void theRightAnswerActivatesRecordVaultAndLockTogether() throws Exception {
    byte[] record = alice.record();
    byte[] vault = alice.vault();
    byte[] lock = alice.lock();
    var challenge = making.begin(alice.caller("session"), alice.made(record, vault, lock));
    assertThat(identities.current(alice.user)).isEmpty();
    assertThat(modules.bean(IdentityStore.class).vault(alice.user)).isEmpty();

    assertThat(finish(alice, "session", challenge.id(), Newcomer.answer(challenge, record)))
        .isEqualTo("active");
    var identity = identities.current(alice.user).orElseThrow();
    assertThat(identity.record().bytes()).isEqualTo(record);
    assertThat(identities.byId(identity.id())).isPresent();
    assertThat(modules.bean(IdentityStore.class).vault(alice.user)).contains(vault);
    assertThat(modules.bean(IdentityStore.class).lock(alice.user, LockBlob.PASSWORD))
        .contains(lock);
    assertThat(modules.bean(Heard.class).changes)
        .contains(new IdentityChanged(alice.user, identity.id()));
  }

  @Test
  void aChallengeIsUsedUpByAWrongAnswer() throws Exception {
    byte[] record = alice.record();
    var challenge = begin(alice, record);
    assertThat(finish(alice, "session", challenge.id(), new byte[32])).isEqualTo("challenge-wrong");
    assertThat(finish(alice, "session", challenge.id(), Newcomer.answer(challenge, record)))
        .isEqualTo("challenge-gone");
    assertThat(identities.current(alice.user)).isEmpty();
  }

  @Test
  void anAnswerToAnotherChallengeIsWrong() throws Exception {
    byte[] record = alice.record();
    var first = begin(alice, record);
    var second = begin(alice, record);
    assertThat(finish(alice, "session", second.id(), Newcomer.answer(first, record)))
        .isEqualTo("challenge-wrong");
  }

  @Test
  void aChallengeWaitsForFiveMinutes() throws Exception {
    byte[] record = alice.record();
    var late = begin(alice, record);
    var justInTime = begin(alice, record);
    modules.clock().advance(Duration.ofMinutes(5));
    making.dropExpired();
    assertThat(finish(alice, "session", justInTime.id(), Newcomer.answer(justInTime, record)))
        .isEqualTo("active");
    var bob = Newcomer.of(UserId.random());
    var gone = begin(bob, bob.record());
    modules.clock().advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(finish(bob, "session", gone.id(), Newcomer.answer(gone, bob.record())))
        .isEqualTo("challenge-gone");
    assertThat(finish(alice, "session", late.id(), Newcomer.answer(late, record)))
        .isEqualTo("identity-exists");
  }

  @Test
  void aChallengeBelongsToItsUserAndSession() throws Exception {
    byte[] record = alice.record();
    var challenge = begin(alice, record);
    byte[] answer = Newcomer.answer(challenge, record);
    assertThat(finish(alice.as(UserId.random()), "session", challenge.id(), answer))
        .isEqualTo("challenge-gone");
    assertThat(finish(alice, "another", challenge.id(), answer)).isEqualTo("challenge-gone");
    assertThat(finish(alice, "session", challenge.id(), answer))
        .as("others do not use it up")
        .isEqualTo("active");
  }

  @Test
  void ofTwoBrowsersAtOnceOneWinsAndTheOtherIsToldSo() throws Exception {
    var other = Newcomer.of(alice.user);
    var first = begin(alice, alice.record());
    var second = begin(other, other.record());
    byte[] answer = Newcomer.answer(second, other.record());
    assertThat(finish(alice, "session", first.id(), Newcomer.answer(first, alice.record())))
        .isEqualTo("active");
    assertThat(finish(other, "session", second.id(), answer)).isEqualTo("identity-exists");
    assertThat(activate(other, other.record())).isEqualTo("identity-exists");
    assertThat(head(alice).bytes()).isEqualTo(alice.record());
  }

  @Test
  void answersThatArriveInTheSameMomentMakeOneIdentity() throws Exception {
    var outcomes = new ConcurrentLinkedQueue<String>();
    var threads = new java.util.ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      var browser = Newcomer.of(alice.user);
      byte[] record = browser.record();
      var challenge = begin(browser, record);
      byte[] answer = Newcomer.answer(challenge, record);
      threads.add(
          Thread.ofVirtual()
              .unstarted(() -> outcomes.add(finish(browser, "session", challenge.id(), answer))));
    }
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(outcomes).hasSize(8).containsOnlyOnce("active");
    assertThat(outcomes).filteredOn("identity-exists"::equals).hasSize(7);
  }

  @Test
  void partsOfAnotherUserOrIdentityAreRefused() {
    var bob = Newcomer.of(UserId.random());
    byte[] record = alice.record();
    byte[] vault = alice.vault();
    byte[] lock = alice.lock();
    assertThat(refused(bob, record, vault, lock)).isEqualTo("bad-identity");
    assertThat(refused(alice, record, bob.vault(), lock)).isEqualTo("bad-identity");
    var others = Newcomer.of(alice.user);
    assertThat(refused(alice, record, others.vault(), lock)).isEqualTo("bad-identity");
    assertThat(refused(alice, record, vault, bob.lock())).isEqualTo("bad-identity");
    assertThat(refused(alice, record, lock, vault)).isEqualTo("bad-identity");
  }

  @Test
  void aFirstRecordFollowsNothing() {
    byte[] hash = Sha256.of(new byte[1]);
    for (byte[] record :
        List.of(
            alice.record(1, new byte[32], null),
            alice.record(0, hash, null),
            alice.record(0, new byte[32], Newcomer.of(UserId.random())))) {
      assertThat(activate(alice, record)).isEqualTo("bad-identity");
    }
  }

  @Test
  void aSuccessorIsSignedByTheOneBefore() {
    activate(alice, alice.record());
    var first = head(alice);
    var next = Newcomer.of(alice.user);
    assertThat(activate(next, next.recordAfter(first, null))).isEqualTo("bad-identity");
    assertThat(activate(next, next.recordAfter(first, next))).isEqualTo("bad-identity");
    assertThat(activate(next, next.record(2, first.hash(), alice))).isEqualTo("bad-identity");
    assertThat(activate(next, next.record(1, new byte[32], alice))).isEqualTo("bad-identity");
    assertThat(activate(next, next.recordAfter(first, alice))).isEqualTo("active");
    assertThat(head(alice).index()).isEqualTo(1);
    assertThat(identities.byId(first.id())).as("verifies older messages").isPresent();
  }

  @Test
  void aResetLetsOneIdentityComeWithoutItsPredecessorsSignature() {
    activate(alice, alice.record());
    var first = head(alice);
    identities.reset(alice.user);
    var store = modules.bean(IdentityStore.class);
    assertThat(store.vault(alice.user)).isEmpty();
    assertThat(store.lock(alice.user, LockBlob.PASSWORD)).isEmpty();

    var second = Newcomer.of(alice.user);
    assertThat(activate(second, second.record())).isEqualTo("bad-identity");
    var slower = Newcomer.of(alice.user);
    assertThat(activate(second, second.recordAfter(first, null))).isEqualTo("active");
    assertThat(activate(slower, slower.recordAfter(first, null))).isEqualTo("identity-exists");
    var third = Newcomer.of(alice.user);
    assertThat(activate(third, third.recordAfter(head(alice), null)))
        .as("the reset was used up")
        .isEqualTo("bad-identity");
  }

  @Test
  void aResetDropsPendingIdentities() throws Exception {
    var challenge = begin(alice, alice.record());
    identities.reset(alice.user);
    assertThat(finish(alice, "session", challenge.id(), Newcomer.answer(challenge, alice.record())))
        .isEqualTo("challenge-gone");
  }

  @Test
  void keysServeOneAccountOnce() {
    assertThat(activate(alice, alice.record())).isEqualTo("active");
    var twin = alice.as(UserId.random());
    assertThat(activate(twin, twin.record())).isEqualTo("bad-identity");
    assertThat(activate(alice, alice.recordAfter(head(alice), alice))).isEqualTo("bad-identity");
  }

  @Test
  void aFailingListenerRollsEverythingBack() throws Exception {
    var challenge = begin(alice, alice.record());
    byte[] answer = Newcomer.answer(challenge, alice.record());
    var heard = modules.bean(Heard.class);
    heard.failing = true;
    try {
      assertThatThrownBy(() -> finish(alice, "session", challenge.id(), answer))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      heard.failing = false;
    }
    assertThat(identities.current(alice.user)).isEmpty();
    assertThat(finish(alice, "session", challenge.id(), answer)).isEqualTo("active");
  }

  @Test
  void aLockIsReplacedOnlyIfTheNamedOneIsCurrent() {
    byte[] lock = alice.lock();
    byte[] vault = alice.vault();
    var challenge = making.begin(alice.caller("session"), alice.made(alice.record(), vault, lock));
    assertThat(lockRefused(alice, Sha256.of(lock), alice.lock())).isEqualTo("lock-changed");
    finishSoundly(challenge);
    byte[] next = alice.lock();
    assertThat(lockRefused(alice, new byte[32], next)).isEqualTo("lock-changed");
    var bob = Newcomer.of(UserId.random());
    assertThat(lockRefused(alice, Sha256.of(lock), bob.lock())).isEqualTo("lock-changed");
    identities.replaceLock(alice.user, Sha256.of(lock), next);
    assertThat(modules.bean(IdentityStore.class).lock(alice.user, LockBlob.PASSWORD))
        .contains(next);
    assertThat(lockRefused(alice, Sha256.of(lock), alice.lock())).isEqualTo("lock-changed");
  }

  private void finishSoundly(IdentityEnrollment.Challenge challenge) {
    try {
      byte[] answer = Newcomer.answer(challenge, alice.record());
      assertThat(finish(alice, "session", challenge.id(), answer)).isEqualTo("active");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String lockRefused(Newcomer who, byte[] oldHash, byte[] lock) {
    return catchThrowableOfType(
            Refusal.class, () -> identities.replaceLock(who.user, oldHash, lock))
        .problem()
        .code();
  }
}
