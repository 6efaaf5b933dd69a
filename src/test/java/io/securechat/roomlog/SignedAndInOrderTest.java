package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomId;
import io.securechat.roomlog.PostOutcome.Accepted;
import io.securechat.roomlog.PostOutcome.BadEnvelope;
import io.securechat.roomlog.PostOutcome.Duplicate;
import io.securechat.roomlog.PostOutcome.StaleEpoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What the server checks of an envelope before it stores it: its signature, and that it is no
/// repetition (M4).
class SignedAndInOrderTest {

  @TempDir Path folder;
  private LogRig rig;
  private Signer alice;
  private Signer bob;
  private RoomId room;
  private final UUID stream = UUID.randomUUID();

  @BeforeEach
  void start() {
    rig = new LogRig(folder);
    alice = rig.person("alice");
    bob = rig.person("bob");
    room = rig.room(alice, bob);
    rig.log.openEpoch(alice.id, room);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private PostOutcome post(byte[] envelope) {
    return post(alice, UUID.randomUUID(), envelope);
  }

  private PostOutcome post(Signer who, UUID clientId, byte[] envelope) {
    return rig.log.post(who.id, room, clientId, envelope, false).join();
  }

  private byte[] numbered(long seq) {
    return rig.envelope(alice, room, 1, stream, seq);
  }

  private byte[] signed(Signer by, RoomId inRoom, int epoch, byte[] recordHash) {
    return by.envelope(inRoom, epoch, recordHash, Envelope.SHORTEST);
  }

  @Test
  void anyBitThatIsWrongIsRefused() {
    var random = RandomGenerator.getDefault();
    long head = rig.log.head(room);
    for (int i = 0; i < 300; i++) {
      byte[] envelope = rig.envelope(alice, room, 1);
      int at = 41 + random.nextInt(envelope.length - 41);
      envelope[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(post(envelope)).as("byte %s", at).isEqualTo(new BadEnvelope());
    }
    assertThat(rig.log.head(room)).isEqualTo(head);
  }

  @Test
  void aSignatureOfAnotherRoomsRecordIsRefused() {
    var other = rig.room(alice, bob);
    rig.log.openEpoch(alice.id, other);
    byte[] elsewhere = rig.recordHash(other, 1);
    assertThat(post(signed(alice, room, 1, elsewhere))).isEqualTo(new BadEnvelope());
    assertThat(post(signed(alice, room, 1, new byte[32]))).isEqualTo(new BadEnvelope());
    assertThat(post(signed(alice, room, 1, rig.recordHash(room, 1)))).isInstanceOf(Accepted.class);
  }

  @Test
  void aSignatureUnderAnotherEpochsRecordIsRefused() {
    byte[] first = rig.recordHash(room, 1);
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, 1, now));
    rig.log.openEpoch(alice.id, room);
    assertThat(post(signed(alice, room, 2, first))).isEqualTo(new BadEnvelope());
    assertThat(post(signed(alice, room, 2, rig.recordHash(room, 2)))).isInstanceOf(Accepted.class);
  }

  @Test
  void anotherUsersEnvelopeIsRefusedWhoeverPostsIt() {
    byte[] bobs = rig.envelope(bob, room, 1);
    assertThat(post(bobs)).isEqualTo(new BadEnvelope());
    byte[] renamed = bobs.clone();
    System.arraycopy(alice.identity().bytes(), 0, renamed, 25, 16);
    assertThat(post(renamed)).isEqualTo(new BadEnvelope());
    assertThat(post(bob, UUID.randomUUID(), bobs)).isInstanceOf(Accepted.class);
  }

  @Test
  void whatWasSignedForAnEpochThatIsNotThereIsStaleAndNeverStored() {
    byte[] early = signed(alice, room, 2, new byte[32]);
    assertThat(post(early)).isEqualTo(new StaleEpoch());
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, 1, now));
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    // Queued unverified, while the epoch that it names is opened.
    whileTheDatabaseIsBusy(
        () -> outcomes.add(rig.log.post(alice.id, room, UUID.randomUUID(), early, false)));
    assertThat(outcomes.getFirst().join()).isEqualTo(new StaleEpoch());
    rig.log.openEpoch(alice.id, room);
    assertThat(post(early)).isEqualTo(new BadEnvelope());
  }

  @Test
  void numbersRiseWithinAStream() {
    assertThat(post(numbered(3))).isInstanceOf(Accepted.class);
    assertThat(post(numbered(3))).isEqualTo(new BadEnvelope());
    assertThat(post(numbered(2))).isEqualTo(new BadEnvelope());
    assertThat(post(numbered(0))).isEqualTo(new BadEnvelope());
    assertThat(post(numbered(9))).isInstanceOf(Accepted.class);
    assertThat(post(numbered(4_294_967_295L))).isInstanceOf(Accepted.class);
    assertThat(post(numbered(10))).isEqualTo(new BadEnvelope());
  }

  @Test
  void streamsAndPeopleCountForThemselves() {
    var another = UUID.randomUUID();
    for (int seq = 0; seq < 3; seq++) {
      assertThat(post(numbered(seq))).isInstanceOf(Accepted.class);
      assertThat(post(rig.envelope(alice, room, 1, another, seq))).isInstanceOf(Accepted.class);
      // Another user's stream with the same id.
      assertThat(post(bob, UUID.randomUUID(), rig.envelope(bob, room, 1, stream, seq)))
          .isInstanceOf(Accepted.class);
    }
    rig.requireSound(room, alice);
  }

  @Test
  void theSameEnvelopeUnderAnotherIdIsRefusedAndUnderItsOwnGetsItsAnswer() {
    byte[] envelope = numbered(0);
    var id = UUID.randomUUID();
    var first = (Accepted) post(alice, id, envelope);
    assertThat(post(envelope)).isEqualTo(new BadEnvelope());
    assertThat(post(alice, id, envelope)).isEqualTo(new Duplicate(first.pos(), first.at()));
    assertThat(post(numbered(1))).isInstanceOf(Accepted.class);
    assertThat(post(alice, id, envelope)).isEqualTo(new Duplicate(first.pos(), first.at()));
    assertThat(rig.log.head(room)).isEqualTo(first.pos() + 1);
  }

  @Test
  void whatIsRefusedCostsTheOthersOfItsCommitNothing() {
    byte[] twice = numbered(5);
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    whileTheDatabaseIsBusy(() -> {
      for (byte[] envelope : List.of(numbered(4), twice, twice, numbered(2), numbered(6))) {
        outcomes.add(rig.log.post(alice.id, room, UUID.randomUUID(), envelope, false));
        outcomes.add(
            rig.log.post(bob.id, room, UUID.randomUUID(), rig.envelope(bob, room, 1), false));
      }
    });
    var accepted = outcomes.stream().map(o -> o.join() instanceof Accepted).toList();
    assertThat(accepted)
        .containsExactly(true, true, true, true, false, true, false, true, true, true);
    rig.requireSound(room, alice);
  }

  @Test
  void sequenceNumbersSurviveARestart() {
    var id = UUID.randomUUID();
    byte[] envelope = numbered(7);
    var first = (Accepted) post(alice, id, envelope);
    rig.close();
    rig = new LogRig(folder);
    assertThat(post(envelope)).isEqualTo(new BadEnvelope());
    assertThat(post(numbered(6))).isEqualTo(new BadEnvelope());
    assertThat(post(alice, id, envelope)).isEqualTo(new Duplicate(first.pos(), first.at()));
    assertThat(post(numbered(8))).isInstanceOf(Accepted.class);
  }

  @Test
  void theNextEpochCountsAnew() {
    assertThat(post(numbered(7))).isInstanceOf(Accepted.class);
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, 1, now));
    rig.log.openEpoch(alice.id, room);
    assertThat(post(rig.envelope(alice, room, 2, stream, 0))).isInstanceOf(Accepted.class);
    assertThat(post(rig.envelope(alice, room, 2, stream, 0))).isEqualTo(new BadEnvelope());
    assertThat(post(numbered(8))).isEqualTo(new StaleEpoch());
  }

  /// Everything queued meanwhile goes into as few commits as possible.
  private void whileTheDatabaseIsBusy(Runnable work) {
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          rig.bean(JdbcClient.class).sql("delete from roomlog_read where pos < 0").update();
          work.run();
        });
  }
}
