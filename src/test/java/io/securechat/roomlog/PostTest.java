package io.securechat.roomlog;

import static io.securechat.testing.TestModules.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.log.Entry;
import io.securechat.log.Logs;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomId;
import io.securechat.roomlog.PostOutcome.Accepted;
import io.securechat.roomlog.PostOutcome.BadEnvelope;
import io.securechat.roomlog.PostOutcome.Duplicate;
import io.securechat.roomlog.PostOutcome.NotAMember;
import io.securechat.roomlog.PostOutcome.StaleEpoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class PostTest {

  @TempDir Path folder;
  private LogRig rig;
  private Signer alice;
  private Signer bob;
  private RoomId room;

  @BeforeEach
  void start() {
    rig = new LogRig(folder);
    alice = rig.person("alice");
    bob = rig.person("bob");
    room = rig.room(alice, bob);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void aMessageGetsTheNumberBehindTheEpochsRecord() {
    long before = rig.log.head(room);
    assertThat(rig.post(bob, room)).isEqualTo(new Accepted(before + 2, rig.now()));
    await(() -> rig.appended(room, Entry::type).contains(Entry.MESSAGE));
    assertThat(rig.appended(room, Entry::type)).endsWith(Entry.RECORD, Entry.MESSAGE);
    rig.requireSound(room, alice);
  }

  @Test
  void manyWhoWriteAtOnceGetNumbersWithoutAGap() throws InterruptedException {
    var rooms = IntStream.range(0, 4).mapToObj(_ -> rig.room(alice, bob)).toList();
    rooms.forEach(each -> rig.log.openEpoch(alice.id, each));
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    var writers = new ArrayList<Thread>();
    for (var each : rooms) {
      for (var who : List.of(alice, bob)) {
        writers.add(Thread.ofVirtual().unstarted(() -> write(who, each, outcomes)));
      }
    }
    writers.forEach(Thread::start);
    for (var writer : writers) {
      writer.join();
    }
    assertThat(outcomes).hasSize(4 * 2 * 150);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.join()).isInstanceOf(Accepted.class));
    rooms.forEach(each -> rig.requireSound(each, alice));
    rooms.forEach(this::requireAnnouncedInOrder);
  }

  private void write(Signer who, RoomId each, List<CompletableFuture<PostOutcome>> outcomes) {
    for (int i = 0; i < 150; i++) {
      var outcome =
          rig.log.post(who.id, each, UUID.randomUUID(), rig.envelope(who, each, 1), false);
      synchronized (outcomes) {
        outcomes.add(outcome);
      }
      if (i % 10 == 0) {
        outcome.join();
      }
    }
  }

  private void requireAnnouncedInOrder(RoomId each) {
    await(() -> rig.appended(each, Entry::pos).contains(rig.log.head(each)));
    long next = 1;
    byte[] h = LogRig.start(each);
    for (var appended : rig.heard().appended) {
      if (!appended.roomId().equals(each)) {
        continue;
      }
      assertThat(appended.firstPos()).isEqualTo(next);
      assertThat(appended.hashBefore()).isEqualTo(h);
      next += appended.entries().size();
      h = rig.bean(Logs.class).chain(each, next - 1);
    }
    assertThat(next - 1).isEqualTo(rig.log.head(each));
  }

  @Test
  void theSameIdAgainGetsTheSameAnswer() {
    var clientId = UUID.randomUUID();
    var first = (Accepted) rig.post(alice, room, clientId);
    long head = rig.log.head(room);
    assertThat(rig.post(alice, room, clientId)).isEqualTo(new Duplicate(first.pos(), first.at()));
    assertThat(rig.log.head(room)).isEqualTo(head);
  }

  @Test
  void theSameIdGetsTheSameAnswerAfterItsEpochHasEnded() {
    var clientId = UUID.randomUUID();
    var first = (Accepted) rig.post(alice, room, clientId);
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, 1, now));
    assertThat(rig.log.post(alice.id, room, clientId, rig.envelope(alice, room, 1), false).join())
        .isEqualTo(new Duplicate(first.pos(), first.at()));
  }

  @Test
  void theSameIdGetsTheSameAnswerAfterARestart() {
    var clientId = UUID.randomUUID();
    var first = (Accepted) rig.post(alice, room, clientId);
    rig.close();
    rig = new LogRig(folder);
    assertThat(rig.post(alice, room, clientId)).isEqualTo(new Duplicate(first.pos(), first.at()));
    rig.requireSound(room, alice);
  }

  @Test
  void theSameIdTwiceInOneCommitIsStoredOnce() {
    rig.log.openEpoch(alice.id, room);
    var clientId = UUID.randomUUID();
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    whileTheDatabaseIsBusy(() -> {
      for (int i = 0; i < 3; i++) {
        outcomes.add(rig.log.post(alice.id, room, clientId, rig.envelope(alice, room, 1), false));
      }
    });
    var first = (Accepted) outcomes.getFirst().join();
    var again = new Duplicate(first.pos(), first.at());
    assertThat(outcomes.stream().skip(1).map(CompletableFuture::join)).containsOnly(again);
    assertThat(rig.log.head(room)).isEqualTo(first.pos());
  }

  @Test
  void othersMayUseTheSameId() {
    var clientId = UUID.randomUUID();
    rig.post(alice, room, clientId);
    assertThat(rig.post(bob, room, clientId)).isInstanceOf(Accepted.class);
  }

  @Test
  void aRepetitionAmongManyDelaysNobody() {
    var known = UUID.randomUUID();
    rig.post(alice, room, known);
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    whileTheDatabaseIsBusy(() -> {
      for (int i = 0; i < 20; i++) {
        var clientId = i == 10 ? known : UUID.randomUUID();
        outcomes.add(rig.log.post(alice.id, room, clientId, rig.envelope(alice, room, 1), false));
      }
    });
    assertThat(outcomes.stream().map(CompletableFuture::join).filter(Accepted.class::isInstance))
        .hasSize(19);
    assertThat(outcomes.get(10).join()).isInstanceOf(Duplicate.class);
    rig.requireSound(room, alice);
  }

  @Test
  void whatTheDatabaseWillNotTakeFailsAlone() {
    rig.log.openEpoch(alice.id, room);
    var poison = UUID.randomUUID();
    inTransaction(
        """
        create trigger poison before insert on log_entry when hex(new.client_id) = '%s'
        begin select raise(abort, 'no'); end
        """
            .formatted(poison.toString().replace("-", "").toUpperCase(Locale.ROOT)));
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    whileTheDatabaseIsBusy(() -> {
      for (int i = 0; i < 5; i++) {
        var clientId = i == 2 ? poison : UUID.randomUUID();
        outcomes.add(rig.log.post(alice.id, room, clientId, rig.envelope(alice, room, 1), false));
      }
    });
    assertThatThrownBy(() -> outcomes.remove(2).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(Refusal.class);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.join()).isInstanceOf(Accepted.class));
    rig.requireSound(room, alice);
  }

  @Test
  void aFullQueueRefusesInsteadOfGrowing() {
    rig.close();
    rig =
        new LogRig(folder, "--secure-chat.roomlog.waiting=16", "--secure-chat.roomlog.together=4");
    rig.log.openEpoch(alice.id, room);
    var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
    whileTheDatabaseIsBusy(() -> {
      var code =
          LogRig.code(() -> {
            for (int i = 0; i < 100; i++) {
              outcomes.add(
                  rig.log.post(
                      alice.id, room, UUID.randomUUID(), rig.envelope(alice, room, 1), false));
            }
          });
      assertThat(code).isEqualTo("busy");
    });
    assertThat(outcomes).hasSizeBetween(16, 20);
    assertThat(outcomes).allSatisfy(o -> assertThat(o.join()).isInstanceOf(Accepted.class));
    rig.requireSound(room, alice);
  }

  @Test
  void whatTheServerCannotPlaceIsRefusedAlike() {
    rig.log.openEpoch(alice.id, room);
    var other = rig.room(alice);
    byte[] good = rig.envelope(alice, room, 1);
    byte[] wrongMagic = good.clone();
    wrongMagic[3] = 'X';
    byte[] wrongSuite = good.clone();
    wrongSuite[4] = 2;
    for (byte[] bad :
        List.of(
            new byte[0],
            new byte[100],
            wrongMagic,
            wrongSuite,
            rig.envelope(alice, room, 1, Envelope.SHORTEST + 1),
            rig.envelope(alice, room, 1, Envelope.LONGEST + 64),
            rig.envelope(alice, other, 1),
            rig.envelope(alice, room, 0),
            rig.envelope(bob, room, 1))) {
      assertThat(rig.log.post(alice.id, room, UUID.randomUUID(), bad, false).join())
          .isEqualTo(new BadEnvelope());
    }
  }

  @Test
  void anEpochThatIsNotOpenIsStale() {
    assertThat(post(alice, 1)).isEqualTo(new StaleEpoch());
    assertThat(rig.log.openEpoch(alice.id, room)).isEqualTo(new OpenEpoch(1));
    assertThat(post(alice, 2)).isEqualTo(new StaleEpoch());
    assertThat(post(alice, 1)).isInstanceOf(Accepted.class);
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, 1, now));
    assertThat(post(alice, 1)).isEqualTo(new StaleEpoch());
  }

  @Test
  void anOutsiderIsNoMember() {
    var darth = rig.person("darth");
    rig.log.openEpoch(alice.id, room);
    assertThat(post(darth, 1)).isEqualTo(new NotAMember());
    var nowhere = new RoomId(UUID.randomUUID());
    assertThat(rig.log.post(darth.id, nowhere, UUID.randomUUID(), new byte[3], false).join())
        .isEqualTo(new NotAMember());
  }

  @Test
  void aRemovalAndAMessageNeverPassEachOther() throws InterruptedException {
    for (int round = 0; round < 15; round++) {
      var each = rig.room(alice, bob);
      rig.log.openEpoch(bob.id, each);
      var begin = new CountDownLatch(1);
      var outcomes = new ArrayList<CompletableFuture<PostOutcome>>();
      var writer =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 40; i++) {
                  outcomes.add(
                      rig.log.post(
                          bob.id, each, UUID.randomUUID(), rig.envelope(bob, each, 1), false));
                  if (i == 5) {
                    begin.countDown();
                  }
                }
              });
      begin.await();
      long removed = rig.append(alice, each, (prev, now) -> alice.removed(each, prev, bob.id, now));
      writer.join();
      for (var outcome : outcomes) {
        switch (outcome.join()) {
          case Accepted(long pos, long _) -> assertThat(pos).isLessThan(removed);
          case NotAMember() -> {}
          case StaleEpoch() -> {}
          case PostOutcome other -> throw new AssertionError(other);
        }
      }
      rig.requireSound(each, alice);
    }
  }

  private PostOutcome post(Signer who, int epoch) {
    return rig.log
        .post(who.id, room, UUID.randomUUID(), rig.envelope(who, room, epoch), false)
        .join();
  }

  /// Everything queued meanwhile goes into as few commits as possible.
  private void whileTheDatabaseIsBusy(Runnable work) {
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          rig.bean(JdbcClient.class).sql("delete from roomlog_read where pos < 0").update();
          work.run();
        });
  }

  private void inTransaction(String sql) {
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> rig.bean(JdbcClient.class).sql(sql).update());
  }
}
