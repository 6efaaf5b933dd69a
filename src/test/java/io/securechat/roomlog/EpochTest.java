package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.bytes;
import static io.securechat.roomlog.LogRig.code;
import static io.securechat.testing.TestModules.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.identities.ServerKey;
import io.securechat.log.Entry;
import io.securechat.log.Logs;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.Grant;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.roomkeys.RoomKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class EpochTest {

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

  private int open() {
    return rig.log.openEpoch(alice.id, room).epoch();
  }

  private EpochRecord lastRecord() {
    return rig.all(alice, room).entries().stream()
        .filter(entry -> entry.type() == Entry.RECORD)
        .reduce((_, last) -> last)
        .map(entry -> EpochRecord.parse(bytes(entry)))
        .orElseThrow();
  }

  @Test
  void theRecordNamesTheMembersAndThePlaceInTheLog() {
    long head = rig.log.head(room);
    byte[] h = rig.bean(Logs.class).head(room).hash();
    assertThat(open()).isEqualTo(1);

    var record = lastRecord();
    assertThat(record.logPos()).isEqualTo(head);
    assertThat(record.logHash()).isEqualTo(h);
    assertThat(record.rows())
        .containsExactlyInAnyOrder(
            new EpochRow(alice.id, alice.identity(), 1), new EpochRow(bob.id, bob.identity(), 0));
    assertThat(rig.log.head(room)).isEqualTo(head + 1);
    rig.requireSound(room, alice);
  }

  @Test
  void eachMemberGetsTheirOwnGrant() {
    open();
    byte[] mine = rig.log.grants(bob.id, room, 1, 500).getFirst();
    assertThat(Grant.parse(mine).identity()).isEqualTo(bob.identity());
    await(() -> rig.appended(room, Entry::type).contains(Entry.RECORD));
    var announced =
        rig.heard().appended.stream()
            .flatMap(appended -> appended.entries().stream())
            .filter(RoomEntry.EpochOpened.class::isInstance)
            .map(RoomEntry.EpochOpened.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(announced.grants()).containsOnlyKeys(alice.id, bob.id);
    assertThat(announced.grants().get(bob.id)).isEqualTo(mine);
  }

  @Test
  void manyWhoAskAtOnceGetOneEpoch() throws InterruptedException {
    var epochs = Collections.synchronizedList(new ArrayList<Integer>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 16; i++) {
      var who = i % 2 == 0 ? alice : bob;
      threads.add(
          Thread.ofVirtual().start(() -> epochs.add(rig.log.openEpoch(who.id, room).epoch())));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(epochs).hasSize(16).containsOnly(1);
    assertThat(rig.all(alice, room).entries().stream().filter(e -> e.type() == Entry.RECORD))
        .hasSize(1);
  }

  @Test
  void aRecordDrawnOnAnOlderLogIsNotAppended() {
    var logs = rig.bean(Logs.class);
    var keys = rig.bean(RoomKeys.class);
    var seen = logs.head(room);
    var picture = rig.rooms.find(room).orElseThrow();
    var rows = List.of(new EpochRow(alice.id, alice.identity(), 1));
    var draft = keys.draw(room, 1, seen.pos(), seen.hash(), rows);
    rig.append(alice, room, (prev, now) -> alice.renamed(room, prev, "Kaffee", now));

    var done = new CompletableFuture<Boolean>();
    logs.offer(new RoomRequest.Epoch(room, seen, picture.eventPos(), draft, done));
    assertThat(done.join()).isFalse();
    assertThat(rig.log.grants(alice.id, room, 1, 10)).isEmpty();
    assertThat(open()).isEqualTo(1);
    assertThat(lastRecord().rows()).hasSize(2);
  }

  @Test
  void everyChangeOfTheRowsEndsTheEpoch() {
    var carol = rig.person("carol");
    assertThat(open()).isEqualTo(1);
    rig.append(alice, room, rig.invite(alice, room, carol));
    rig.append(alice, room, (prev, now) -> alice.renamed(room, prev, "Kaffee", now));
    rig.append(alice, room, (prev, now) -> alice.history(room, prev, 1, now));
    assertThat(open()).as("invitations, names and history do not change the rows").isEqualTo(1);
    rig.append(carol, room, (prev, now) -> carol.joined(room, prev, now));
    assertThat(open()).isEqualTo(2);
    rig.append(alice, room, (prev, now) -> alice.role(room, prev, carol.id, 1, now));
    assertThat(open()).isEqualTo(3);
    rig.append(alice, room, (prev, now) -> alice.removed(room, prev, bob.id, now));
    rig.append(carol, room, (prev, now) -> carol.left(room, prev, now));
    assertThat(open()).as("two changes, one epoch").isEqualTo(4);
    assertThat(lastRecord().rows()).containsExactly(new EpochRow(alice.id, alice.identity(), 1));
  }

  @Test
  void anEpochEndsAfterADay() {
    open();
    rig.clock.advance(Duration.ofHours(24).minusMillis(1));
    assertThat(post(1)).isInstanceOf(PostOutcome.Accepted.class);
    rig.clock.advance(Duration.ofMillis(1));
    assertThat(post(1)).isEqualTo(new PostOutcome.StaleEpoch());
    assertThat(open()).isEqualTo(2);
    assertThat(lastRecord().reason()).isEqualTo(EpochRecord.SCHEDULED);
  }

  @Test
  void anEpochThatIsOverStaysOverWhenTheClockIsSetBack() {
    open();
    rig.clock.advance(Duration.ofHours(25));
    rig.append(alice, room, (prev, now) -> alice.renamed(room, prev, "Later", now));
    rig.clock.advance(Duration.ofHours(-2));
    assertThat(post(1)).isEqualTo(new PostOutcome.StaleEpoch());
    assertThat(open()).isEqualTo(2);
    assertThat(post(2)).isInstanceOf(PostOutcome.Accepted.class);
  }

  @Test
  void anEpochEndsAfterTenThousandMessages() {
    open();
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            rig.bean(JdbcClient.class).sql("update log_room set epoch_messages = 9999").update());
    rig.close();
    rig = new LogRig(folder);
    assertThat(post(1)).isInstanceOf(PostOutcome.Accepted.class);
    assertThat(post(1)).isEqualTo(new PostOutcome.StaleEpoch());
    assertThat(open()).isEqualTo(2);
    assertThat(post(2)).isInstanceOf(PostOutcome.Accepted.class);
  }

  @Test
  void whoIsNoMemberOpensNothing() {
    var darth = rig.person("darth");
    rig.append(alice, room, rig.invite(alice, room, darth));
    assertThat(code(() -> rig.log.openEpoch(darth.id, room))).isEqualTo("not-found");
    assertThat(code(() -> rig.log.openEpoch(darth.id, new RoomId(UUID.randomUUID()))))
        .isEqualTo("not-found");
    assertThat(code(() -> rig.log.grants(darth.id, room, 1, 2))).isEqualTo("not-found");
  }

  @Test
  void everyRoomGetsANewIdentity() {
    var other = rig.room(bob, alice);
    open();
    var renewed = bob.reset();
    rig.use(renewed);
    await(() -> identityIn(room).equals(renewed.identity().toString()));
    await(() -> identityIn(other).equals(renewed.identity().toString()));

    var entry = rig.all(alice, room).entries().getLast();
    var event = RoomEvent.parse(bytes(entry));
    assertThat(event.byServer()).isTrue();
    assertThat(event.subject()).isEqualTo(bob.id);
    assertThat(rig.bean(ServerKey.class).verify(event.signed(), event.signature())).isTrue();
    await(() -> rig.bean(IdentityAnnouncementStore.class).pending().isEmpty());
    assertThat(open()).isEqualTo(2);
    assertThat(lastRecord().rows()).contains(new EpochRow(bob.id, renewed.identity(), 0));
    rig.requireSound(room, alice);
  }

  private String identityIn(RoomId id) {
    return rig.rooms.membership(id, bob.id).orElseThrow().identity().toString();
  }

  @Test
  void aNewIdentityNotAnnouncedBeforeACrashIsAnnouncedAtTheNextStart() {
    var renewed = bob.reset();
    rig.useSilently(renewed);
    rig.close();
    rig = new LogRig(folder);
    rig.bean(IdentityAnnouncements.class).followAll();
    assertThat(identityIn(room)).isEqualTo(renewed.identity().toString());
    assertThat(rig.bean(IdentityAnnouncementStore.class).pending()).isEmpty();
  }

  @Test
  void anEpochIsNeverOpenedForAFormerIdentity() {
    var renewed = bob.reset();
    rig.useSilently(renewed);
    rig.close();
    rig = new LogRig(folder);
    open();
    assertThat(lastRecord().rows()).contains(new EpochRow(bob.id, renewed.identity(), 0));
  }

  @Test
  void aFormerIdentityNeitherWritesNorChangesTheRoom() {
    open();
    rig.use(bob.reset());
    assertThat(
            rig.log.post(bob.id, room, UUID.randomUUID(), rig.envelope(bob, room, 1), false).join())
        .isEqualTo(new PostOutcome.StaleIdentity());
    byte[] prev = rig.rooms.find(room).orElseThrow().headEvent();
    assertThat(code(() -> rig.log.append(bob.id, room, List.of(bob.left(room, prev, rig.now())))))
        .isEqualTo("identity-changed");
  }

  @Test
  void epochsAreNumberedWithoutAGapAndFollowEachOther() {
    for (int i = 0; i < 3; i++) {
      open();
      int role = (i + 1) % 2;
      rig.append(alice, room, (prev, now) -> alice.role(room, prev, bob.id, role, now));
    }
    byte[] before = new byte[32];
    long number = 0;
    for (var entry : rig.all(alice, room).entries()) {
      if (entry.type() == Entry.RECORD) {
        var record = EpochRecord.parse(bytes(entry));
        assertThat(record.epoch()).isEqualTo(++number);
        assertThat(Arrays.equals(record.prevRecord(), before)).isTrue();
        before = EpochRecord.hash(bytes(entry));
      }
    }
    assertThat(number).isEqualTo(3);
  }

  private PostOutcome post(int epoch) {
    return rig.log
        .post(alice.id, room, UUID.randomUUID(), rig.envelope(alice, room, epoch), false)
        .join();
  }
}
