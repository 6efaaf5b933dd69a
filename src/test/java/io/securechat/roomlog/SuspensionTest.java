package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.bytes;
import static io.securechat.roomlog.LogRig.code;
import static io.securechat.testing.TestModules.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.identities.ServerKey;
import io.securechat.log.Entry;
import io.securechat.log.LogEntry;
import io.securechat.problems.Refusal;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.ledger.Room;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What happens in the rooms of a user whom an administrator suspends and resumes.
class SuspensionTest {

  @TempDir Path folder;
  private LogRig rig;
  private Signer alice;
  private Signer bob;
  private Signer carol;
  private RoomId room;

  @BeforeEach
  void aRoomOfThree() {
    rig = new LogRig(folder);
    alice = rig.person("alice");
    bob = rig.person("bob");
    carol = rig.person("carol");
    room = rig.room(alice, bob, carol);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Room now() {
    return rig.rooms.find(room).orElseThrow();
  }

  private void suspend(Signer who) {
    rig.bean(Accounts.class).suspend(who.id);
    awaitStanding(room, who, true);
  }

  private void resume(Signer who) {
    rig.bean(Accounts.class).resume(who.id);
    awaitStanding(room, who, false);
  }

  private void awaitStanding(RoomId id, Signer who, boolean suspended) {
    await(() -> rig.rooms.membership(id, who.id).orElseThrow().suspended() == suspended);
  }

  private int open(Signer who) {
    return rig.log.openEpoch(who.id, room).epoch();
  }

  private List<EpochRow> rows() {
    return EpochRecord.parse(bytes(last(Entry.RECORD))).rows();
  }

  private LogEntry last(int type) {
    return rig.all(alice, room).entries().stream()
        .filter(entry -> entry.type() == type)
        .toList()
        .getLast();
  }

  private PostOutcome post(Signer who, int epoch) {
    return rig.log
        .post(who.id, room, UUID.randomUUID(), rig.envelope(who, room, epoch), false)
        .join();
  }

  @Test
  void everyRoomIsToldByAnEventOfTheServerAndItsEpochEnds() {
    var other = rig.room(bob, alice);
    open(alice);
    suspend(bob);
    awaitStanding(other, bob, true);

    var event = RoomEvent.parse(bytes(last(Entry.EVENT)));
    assertThat(event.head().kind()).isEqualTo(RoomEvent.SUSPENDED);
    assertThat(event.subject()).isEqualTo(bob.id);
    assertThat(event.byServer()).isTrue();
    assertThat(rig.bean(ServerKey.class).verify(event.signed(), event.signature())).isTrue();
    assertThat(now().members()).containsKeys(alice.id, bob.id, carol.id);
    await(() -> rig.bean(SuspensionStore.class).pending().isEmpty());
  }

  @Test
  void postsUnderTheFormerEpochAreRefusedAndTheNextIsForTheOthers() {
    int former = open(alice);
    suspend(bob);
    assertThat(post(alice, former)).isEqualTo(new PostOutcome.StaleEpoch());
    assertThat(post(bob, former)).isEqualTo(new PostOutcome.StaleEpoch());

    int next = open(alice);
    assertThat(next).isEqualTo(former + 1);
    assertThat(rows()).extracting(EpochRow::user).containsExactlyInAnyOrder(alice.id, carol.id);
    assertThat(post(alice, next)).isInstanceOf(PostOutcome.Accepted.class);
    assertThat(post(bob, next)).isEqualTo(new PostOutcome.StaleEpoch());
    assertThat(rig.log.grants(bob.id, room, next, next)).isEmpty();
    rig.requireSound(room, alice);
  }

  /// No matter how long it takes until the room has its event.
  @Test
  void nothingIsStoredUnderTheFormerEpochOnceTheAdministratorHasTheirAnswer() {
    for (int i = 0; i < 10; i++) {
      int former = open(alice);
      rig.bean(Accounts.class).suspend(bob.id);
      assertThat(post(alice, former)).isEqualTo(new PostOutcome.StaleEpoch());
      int next = open(alice);
      assertThat(rows()).extracting(EpochRow::user).doesNotContain(bob.id);
      assertThat(post(alice, next)).isInstanceOf(PostOutcome.Accepted.class);
      resume(bob);
    }
    rig.requireSound(room, alice);
  }

  @Test
  void whoIsBackIsInTheNextEpochAndReadsNoneOfThatBetween() {
    suspend(bob);
    int without = open(alice);
    assertThat(post(alice, without)).isInstanceOf(PostOutcome.Accepted.class);
    resume(bob);
    assertThat(RoomEvent.parse(bytes(last(Entry.EVENT))).head().kind())
        .isEqualTo(RoomEvent.RESUMED);
    assertThat(post(alice, without)).isEqualTo(new PostOutcome.StaleEpoch());

    int with = open(bob);
    assertThat(rows()).extracting(EpochRow::user).contains(bob.id);
    assertThat(post(bob, with)).isInstanceOf(PostOutcome.Accepted.class);
    assertThat(rig.log.grants(bob.id, room, without, without)).isEmpty();
    assertThat(rig.log.grants(bob.id, room, with, with)).hasSize(1);
    rig.requireSound(room, alice);
  }

  @Test
  void aSuspendedPersonChangesNothingAndOpensNothing() {
    suspend(bob);
    assertThat(code(() -> rig.append(bob, room, (p, now) -> bob.left(room, p, now))))
        .isEqualTo("suspended");
    assertThat(code(() -> rig.append(bob, room, rig.invite(bob, room, rig.person("dora")))))
        .isEqualTo("suspended");
    assertThat(code(() -> open(bob))).isEqualTo("suspended");
  }

  @Test
  void theirInvitationsRestMeanwhile() {
    var dora = rig.person("dora");
    rig.append(bob, room, rig.invite(bob, room, dora));
    suspend(bob);
    assertThat(rig.rooms.invitations(dora.id)).isEmpty();
    assertThat(code(() -> rig.append(dora, room, (p, now) -> dora.joined(room, p, now))))
        .isEqualTo("not-found");
    resume(bob);
    assertThat(rig.rooms.invitations(dora.id)).hasSize(1);
    rig.append(dora, room, (p, now) -> dora.joined(room, p, now));
    assertThat(now().members()).containsKey(dora.id);
  }

  @Test
  void othersMayInviteInTheirPlaceOrWithdraw() {
    var dora = rig.person("dora");
    var erik = rig.person("erik");
    rig.append(bob, room, rig.invite(bob, room, dora), rig.invite(bob, room, erik));
    suspend(bob);
    rig.bring(room, carol, dora);
    rig.append(alice, room, (p, now) -> alice.withdrawn(room, p, erik.id, now));
    resume(bob);
    assertThat(now().members()).containsKey(dora.id);
    assertThat(now().invitations()).isEmpty();
  }

  @Test
  void theInvitedWhoIsSuspendedCannotJoin() {
    var dora = rig.person("dora");
    rig.append(bob, room, rig.invite(bob, room, dora));
    rig.bean(Accounts.class).suspend(dora.id);
    assertThat(code(() -> rig.append(dora, room, (p, now) -> dora.joined(room, p, now))))
        .isEqualTo("suspended");
    rig.bean(Accounts.class).resume(dora.id);
    rig.append(dora, room, (p, now) -> dora.joined(room, p, now));
    assertThat(now().members()).containsKey(dora.id);
  }

  @Test
  void withoutItsOnlyOwnerARoomTalksOn() {
    suspend(alice);
    int epoch = open(bob);
    assertThat(post(bob, epoch)).isInstanceOf(PostOutcome.Accepted.class);
    assertThat(code(() -> rig.append(bob, room, (p, now) -> bob.renamed(room, p, "x", now))))
        .isEqualTo("not-allowed");
    resume(alice);
    rig.append(alice, room, (p, now) -> alice.renamed(room, p, "x", now));
    assertThat(now().name()).isEqualTo("x");
  }

  @Test
  void whileNoOwnerCanActAMemberTakesOver() {
    assertThat(takeOver(bob)).isEqualTo("not-allowed");
    suspend(alice);
    assertThat(code(() -> rig.append(bob, room, (p, t) -> bob.role(room, p, carol.id, 1, t))))
        .isEqualTo("not-allowed");
    assertThat(takeOver(bob)).isEmpty();
    assertThat(takeOver(carol)).as("one is enough").isEqualTo("not-allowed");
    rig.append(bob, room, (p, now) -> bob.renamed(room, p, "Goes on", now));
    resume(alice);
    assertThat(now().member(alice.id).orElseThrow().isOwner()).isTrue();
    assertThat(now().member(bob.id).orElseThrow().isOwner()).isTrue();
    rig.requireSound(room, alice);
  }

  /// Why it was refused, or empty.
  private String takeOver(Signer who) {
    try {
      rig.append(who, room, (p, now) -> who.role(room, p, who.id, 1, now));
      return "";
    } catch (Refusal refusal) {
      return refusal.problem().code();
    }
  }

  @Test
  void anOwnerWhoIsSuspendedDoesNotCountAsTheOneWhoStays() {
    rig.append(alice, room, (p, now) -> alice.role(room, p, bob.id, 1, now));
    suspend(bob);
    assertThat(code(() -> rig.append(alice, room, (p, now) -> alice.left(room, p, now))))
        .isEqualTo("last-owner");
    assertThat(code(() -> rig.append(alice, room, (p, t) -> alice.role(room, p, alice.id, 0, t))))
        .isEqualTo("last-owner");
    rig.append(alice, room, (p, now) -> alice.role(room, p, bob.id, 0, now));
    rig.append(alice, room, (p, now) -> alice.removed(room, p, bob.id, now));
    assertThat(now().members()).containsOnlyKeys(alice.id, carol.id);
  }

  @Test
  void whenAllButOneAreSuspendedTheEpochIsForThatOne() {
    suspend(bob);
    suspend(carol);
    open(alice);
    assertThat(rows()).extracting(EpochRow::user).containsExactly(alice.id);
  }

  @Test
  void anIdentityThatChangesMeanwhileIsKnownAfterwards() {
    suspend(bob);
    var renewed = bob.reset();
    rig.use(renewed);
    await(() -> now().member(bob.id).orElseThrow().identity().equals(renewed.identity()));
    assertThat(now().member(bob.id).orElseThrow().suspended()).isTrue();
    open(alice);
    assertThat(rows()).extracting(EpochRow::user).doesNotContain(bob.id);
    resume(bob);
    open(alice);
    assertThat(rows()).contains(new EpochRow(bob.id, renewed.identity(), 0));
  }

  @Test
  void aSuspensionNotAnnouncedBeforeACrashIsAnnouncedAtTheNextStart() {
    open(alice);
    suspendUnseen(bob);
    rig.bean(SuspensionStore.class).add(bob.id);
    restart();
    await(() -> now().member(bob.id).orElseThrow().suspended());
    await(() -> rig.bean(SuspensionStore.class).pending().isEmpty());
  }

  @Test
  void anEpochIsNeverOpenedForSomebodyWhoIsSuspended() {
    suspendUnseen(bob);
    restart();
    open(alice);
    assertThat(rows()).extracting(EpochRow::user).doesNotContain(bob.id);
    rig.requireSound(room, alice);
  }

  /// As after a crash right after the commit, before any room was updated.
  private void suspendUnseen(Signer who) {
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            rig.bean(JdbcClient.class)
                .sql("update accounts_user set suspended = true where user_id = ?")
                .param(who.id.bytes())
                .update());
  }

  private void restart() {
    rig.close();
    rig = new LogRig(folder);
  }

  @Test
  void suspendingAndResumingInQuickSuccessionLeavesTheRoomLikeTheAccount() {
    var accounts = rig.bean(Accounts.class);
    for (int i = 0; i < 5; i++) {
      accounts.suspend(bob.id);
      accounts.resume(bob.id);
    }
    accounts.suspend(bob.id);
    awaitStanding(room, bob, true);
    await(() -> rig.bean(SuspensionStore.class).pending().isEmpty());
    assertThat(now().member(bob.id).orElseThrow().suspended()).isTrue();
    rig.rooms.forget(List.of(room));
    assertThat(now().member(bob.id).orElseThrow().suspended()).isTrue();
  }
}
