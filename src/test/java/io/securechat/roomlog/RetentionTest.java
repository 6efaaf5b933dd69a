package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.securechat.bytes.ByteWriter;
import io.securechat.log.LogEntry;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.testing.DatabaseFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Retention (event 12), by the clock: what has expired is served to nobody from that millisecond
/// on, and is erased.
class RetentionTest {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aMessageExpiresToTheMillisecondAndKeepsItsPlaceAndItsHashAlone(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      long pos = post(rig, bob, room);
      long quiet = ((PostOutcome.Accepted) rig.postQuietly(bob, room, UUID.randomUUID())).pos();
      var before = entry(rig, alice, room, pos);
      long event = rig.append(alice, room, keeping(alice, room, WEEK));
      rig.clock.advance(WEEK.minus(MILLISECOND));
      sweep(rig);
      assertThat(entry(rig, alice, room, pos).entry()).isEqualTo(before.entry());

      rig.clock.advance(MILLISECOND);
      // Before it is erased.
      assertExpired(rig, alice, room, pos, before);
      sweep(rig);
      assertExpired(rig, alice, room, pos, before);
      assertThat(entry(rig, bob, room, pos).entry()).isNull();
      assertThat(entry(rig, alice, room, quiet).quiet()).isTrue();
      assertThat(stored(rig, room, pos)).isNull();
      assertThat(stored(rig, room, quiet)).isNull();
      assertThat(entry(rig, alice, room, event).entry()).isNotNull();
      rig.requireSound(room, alice);
      long later = post(rig, alice, room);
      sweep(rig);
      assertThat(stored(rig, room, later)).isNotNull();
      rig.requireSound(room, bob);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aShorterTimeErasesAtOnceAndALongerOneBringsNothingBack(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var room = rig.room(alice);
      rig.append(alice, room, keeping(alice, room, WEEK));
      long old = post(rig, alice, room);
      rig.clock.advance(DAY.multipliedBy(2));
      long young = post(rig, alice, room);
      assertThat(entry(rig, alice, room, old).entry()).isNotNull();

      rig.append(alice, room, keeping(alice, room, DAY));
      assertThat(entry(rig, alice, room, old).entry()).isNull();
      assertThat(entry(rig, alice, room, young).entry()).isNotNull();
      rig.append(alice, room, keeping(alice, room, Duration.ZERO));
      assertThat(entry(rig, alice, room, old).entry()).isNull();
      sweep(rig);
      assertThat(stored(rig, room, old)).isNull();
      rig.clock.advance(WEEK.multipliedBy(52));
      sweep(rig);
      assertThat(entry(rig, alice, room, young).entry()).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ownersSetItAndEachMemberOfADirectRoom(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var erik = rig.person("erik");
      var room = rig.room(alice, bob);
      assertRefused(rig, "not-allowed", bob, room, DAY);
      assertRefused(rig, "not-found", erik, room, DAY);
      assertRefused(rig, "no-change", alice, room, Duration.ZERO);
      assertRefused(rig, "bad-event", alice, room, Duration.ofSeconds(59));
      assertRefused(rig, "bad-event", alice, room, Duration.ofDays(3651));
      rig.append(alice, room, keeping(alice, room, DAY));
      assertRefused(rig, "no-change", alice, room, DAY);

      var direct = new RoomId(UUID.randomUUID());
      rig.log.create(alice.id, List.of(alice.direct(direct, bob, rig.now())));
      rig.append(bob, direct, keeping(bob, direct, DAY));
      rig.append(alice, direct, keeping(alice, direct, WEEK));
      assertRefused(rig, "not-found", erik, direct, DAY);
      assertThat(rig.rooms.find(direct).orElseThrow().rules().retention().seconds())
          .isEqualTo(WEEK.toSeconds());
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredMessagesAreNotUnreadAndTheirIdsAreNotPostedAgain(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      rig.append(alice, room, keeping(alice, room, DAY));
      var id = UUID.randomUUID();
      long pos = ((PostOutcome.Accepted) rig.post(bob, room, id)).pos();
      long at = rig.now();
      rig.clock.advance(DAY.minus(MILLISECOND));
      post(rig, bob, room);
      assertThat(unread(rig, alice, room)).isEqualTo(2);
      rig.clock.advance(MILLISECOND);
      assertThat(unread(rig, alice, room)).isEqualTo(1);
      sweep(rig);
      assertThat(unread(rig, alice, room)).isEqualTo(1);
      assertThat(rig.post(bob, room, id)).isEqualTo(new PostOutcome.Duplicate(pos, at));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyAreErasedInBatchesAndBySweepsAtOnce(LogDatabase database) throws Exception {
    try (var rig = database.start(folder);
        var threads = Executors.newFixedThreadPool(2)) {
      var alice = rig.person("alice");
      var room = rig.room(alice);
      rig.append(alice, room, keeping(alice, room, DAY));
      for (int i = 0; i < 1_100; i++) {
        post(rig, alice, room);
        rig.clock.advance(Duration.ofMillis(20));
      }
      rig.clock.advance(DAY);
      long last = post(rig, alice, room);
      var sweeps =
          threads.invokeAll(
              List.of(Executors.callable(() -> sweep(rig)), Executors.callable(() -> sweep(rig))));
      for (var sweep : sweeps) {
        sweep.get();
      }
      assertThat(left(rig, room)).containsExactly(last);
      rig.requireSound(room, alice);
    }
  }

  @Test
  void whatExpiredWhileTheServerWasDownIsErasedAfterItsStart() {
    RoomId room;
    Signer alice;
    try (var rig = new LogRig(folder)) {
      alice = rig.person("alice");
      room = rig.room(alice);
      rig.append(alice, room, keeping(alice, room, DAY));
      post(rig, alice, room);
    }
    try (var rig = new LogRig(folder)) {
      rig.clock.advance(DAY.multipliedBy(2));
      assertThat(rig.all(alice, room).entries())
          .filteredOn(one -> one.type() == 1)
          .allMatch(one -> one.entry() == null);
      sweep(rig);
      assertThat(left(rig, room)).isEmpty();
    }
  }

  @Test
  void messagesExpireAlsoWhereEverybodyHasLeft() {
    try (var rig = new LogRig(folder)) {
      var alice = rig.person("alice");
      var room = rig.room(alice);
      rig.append(alice, room, keeping(alice, room, DAY));
      post(rig, alice, room);
      rig.append(alice, room, (prev, now) -> alice.left(room, prev, now));
      rig.clock.advance(DAY);
      sweep(rig);
      assertThat(left(rig, room)).isEmpty();
    }
  }

  /// The bytes are looked up in the database's files, also in the write-ahead log.
  @Test
  void nothingOfAnExpiredMessageIsLeftInTheFiles() {
    try (var rig = new LogRig(folder)) {
      var alice = rig.person("alice");
      var room = rig.room(alice);
      rig.append(alice, room, keeping(alice, room, DAY));
      var expired = new ArrayList<byte[]>();
      for (int i = 0; i < 50; i++) {
        expired.add(posted(rig, alice, room, Envelope.SHORTEST + 64 * (2 * i)));
        rig.clock.advance(Duration.ofMillis(20));
      }
      rig.clock.advance(DAY);
      byte[] kept = posted(rig, alice, room, Envelope.SHORTEST);
      assertThat(isInFiles(expired.getLast())).isTrue();
      sweep(rig);
      await().until(() -> expired.stream().noneMatch(this::isInFiles));
      assertThat(isInFiles(kept)).isTrue();
      rig.requireSound(room, alice);
    }
  }

  private static byte[] posted(LogRig rig, Signer who, RoomId room, int length) {
    int epoch = rig.log.openEpoch(who.id, room).epoch();
    byte[] envelope = rig.envelope(who, room, epoch, length);
    var outcome = rig.log.post(who.id, room, UUID.randomUUID(), envelope, false).join();
    assertThat(outcome).isInstanceOf(PostOutcome.Accepted.class);
    return envelope;
  }

  private boolean isInFiles(byte[] envelope) {
    return DatabaseFiles.hold(folder, envelope);
  }

  private static void assertExpired(
      LogRig rig, Signer reader, RoomId room, long pos, LogEntry before) {
    var after = entry(rig, reader, room, pos);
    assertThat(after.entry()).isNull();
    assertThat(after.hash()).isEqualTo(before.stub().hash());
    assertThat(after.at()).isEqualTo(before.at());
  }

  private static void assertRefused(
      LogRig rig, String code, Signer who, RoomId room, Duration kept) {
    assertThat(LogRig.code(() -> rig.append(who, room, keeping(who, room, kept)))).isEqualTo(code);
  }

  private static LogRig.Next keeping(Signer by, RoomId room, Duration kept) {
    byte[] data = new ByteWriter().u64(kept.toSeconds()).done();
    return (prev, now) -> by.event(room, RoomEvent.RETENTION, now, prev, RoomEvent.SERVER, data);
  }

  private static void sweep(LogRig rig) {
    rig.bean(RetentionSweep.class).sweep();
  }

  private static int unread(LogRig rig, Signer who, RoomId room) {
    return rig.log.summary(who.id, room).orElseThrow().unread();
  }

  private static LogEntry entry(LogRig rig, Signer who, RoomId room, long pos) {
    return rig.log.slice(who.id, room, LogRange.after(pos - 1, 1)).entries().getFirst();
  }

  private static byte[] stored(LogRig rig, RoomId room, long pos) {
    return rig.bean(JdbcClient.class)
        .sql("select entry from log_entry where room_id = ? and pos = ?")
        .params(room.bytes(), pos)
        .query((row, _) -> new byte[][] {row.getBytes("entry")})
        .single()[0];
  }

  /// Positions of messages whose bytes are stored.
  private static List<Long> left(LogRig rig, RoomId room) {
    return rig.bean(JdbcClient.class)
        .sql("select pos from log_entry where room_id = ? and type = 1 and entry is not null")
        .param(room.bytes())
        .query((row, _) -> row.getLong("pos"))
        .list();
  }

  private static long post(LogRig rig, Signer who, RoomId room) {
    return ((PostOutcome.Accepted) rig.post(who, room)).pos();
  }
}
