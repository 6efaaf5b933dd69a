package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.securechat.log.LogEntry;
import io.securechat.log.Logs;
import io.securechat.problems.Refusal;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.DatabaseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletion of messages (event 11): who may, what is left, and that nobody is served the bytes.
class DeletionTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aDeletedMessageKeepsItsPlaceAndItsHashAlone(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      long pos = post(rig, bob, room);
      long other = post(rig, bob, room);
      var before = entry(rig, alice, room, pos);
      long event = rig.append(bob, room, deleting(rig, bob, bob.id, room, pos));

      var after = entry(rig, alice, room, pos);
      assertThat(after.entry()).isNull();
      assertThat(after.hash()).isEqualTo(before.stub().hash());
      assertThat(after.at()).isEqualTo(before.at());
      assertThat(entry(rig, bob, room, pos).entry()).isNull();
      assertThat(entry(rig, alice, room, other).entry()).isNotNull();
      assertThat(entry(rig, alice, room, event).entry()).isNotNull();
      assertThat(stored(rig, room, pos)).isNull();
      rig.requireSound(room, alice);
      // The epoch goes on.
      post(rig, alice, room);
      rig.requireSound(room, bob);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSenderAndOwnersDeleteAndNobodyElse(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var carol = rig.person("carol");
      var erik = rig.person("erik");
      var room = rig.room(alice, bob, carol);
      long ofBob = post(rig, bob, room);
      long ofAlice = post(rig, alice, room);
      long second = post(rig, bob, room);

      assertRefused(rig, "not-allowed", carol, room, deleting(rig, carol, bob.id, room, ofBob));
      assertRefused(rig, "not-allowed", carol, room, deleting(rig, carol, carol.id, room, ofBob));
      assertRefused(
          rig, "not-allowed", bob, room, deleting(rig, bob, bob.id, room, ofBob, ofAlice));
      assertRefused(rig, "not-allowed", alice, room, deleting(rig, alice, alice.id, room, ofBob));
      assertRefused(rig, "not-found", erik, room, deleting(rig, erik, erik.id, room, ofBob));
      assertThat(stored(rig, room, ofBob)).isNotNull();

      rig.append(alice, room, deleting(rig, alice, bob.id, room, ofBob));
      rig.append(bob, room, deleting(rig, bob, bob.id, room, second));
      assertThat(stored(rig, room, ofBob)).isNull();
      assertThat(stored(rig, room, second)).isNull();
      assertThat(stored(rig, room, ofAlice)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotTheNamedMessageIsRefusedAndNothingIsErased(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var bob = rig.person("bob");
      var room = rig.room(bob);
      long pos = post(rig, bob, room);
      var named = ref(rig, room, pos);
      var wrong = new Deletion.Ref(pos, new byte[16]);
      var nowhere = new Deletion.Ref(pos + 1, named.hash());
      long record = pos - 1;
      assertRefused(rig, "bad-event", bob, room, deleting(bob, bob.id, room, wrong));
      assertRefused(rig, "bad-event", bob, room, deleting(bob, bob.id, room, named, nowhere));
      assertRefused(rig, "bad-event", bob, room, deleting(rig, bob, bob.id, room, record));
      assertRefused(rig, "bad-event", bob, room, deleting(rig, bob, bob.id, room, 1));
      assertThat(stored(rig, room, pos)).isNotNull();

      rig.append(bob, room, deleting(bob, bob.id, room, named));
      assertRefused(rig, "no-change", bob, room, deleting(bob, bob.id, room, named));
    }
  }

  @Test
  void theSameMessageIsNotDeletedTwiceInOneRequest() {
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      var room = rig.room(bob);
      long pos = post(rig, bob, room);
      var deletion = deleting(rig, bob, bob.id, room, pos);
      assertThat(LogRig.code(() -> rig.append(bob, room, deletion, deletion)))
          .isEqualTo("no-change");
      assertThat(stored(rig, room, pos)).isNotNull();
    }
  }

  @Test
  void anEventNamesAtMostFiveHundredMessages() {
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      var room = rig.room(bob);
      var posted = new ArrayList<Long>();
      for (int i = 0; i < Deletion.MAX_MESSAGES + 1; i++) {
        posted.add(post(rig, bob, room));
        rig.clock.advance(java.time.Duration.ofMillis(20));
      }
      long[] all = posted.stream().mapToLong(Long::longValue).toArray();
      assertRefused(rig, "bad-event", bob, room, deleting(rig, bob, bob.id, room, all));
      long[] most = Arrays.copyOf(all, Deletion.MAX_MESSAGES);
      rig.append(bob, room, deleting(rig, bob, bob.id, room, most));
      assertThat(LongStream.of(most).filter(pos -> stored(rig, room, pos) != null).count())
          .isZero();
      assertThat(stored(rig, room, posted.getLast())).isNotNull();
      rig.requireSound(room, bob);
    }
  }

  @Test
  void deletionsAreLimited() {
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      var room = rig.room(bob);
      long pos = post(rig, bob, room);
      var wrong = deleting(bob, bob.id, room, new Deletion.Ref(pos, new byte[16]));
      for (int i = 0; i < 60; i++) {
        assertRefused(rig, "bad-event", bob, room, wrong);
      }
      assertRefused(rig, "too-many", bob, room, wrong);
    }
  }

  @Test
  void aDeletedMessageIsNotUnreadAndItsIdIsNotPostedAgain() {
    try (var rig = new LogRig(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      var id = UUID.randomUUID();
      long pos = ((PostOutcome.Accepted) rig.post(bob, room, id)).pos();
      post(rig, bob, room);
      assertThat(rig.log.summary(alice.id, room).orElseThrow().unread()).isEqualTo(2);
      rig.append(bob, room, deleting(rig, bob, bob.id, room, pos));
      assertThat(rig.log.summary(alice.id, room).orElseThrow().unread()).isEqualTo(1);
      assertThat(rig.post(bob, room, id)).isEqualTo(new PostOutcome.Duplicate(pos, rig.now()));
    }
  }

  @Test
  void anErasedEntryIsAnnouncedAgainAsItsHash() {
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      var carol = rig.person("carol");
      var room = rig.room(bob, carol);
      long pos = quiet(rig, bob, room);
      var deletion = deleting(rig, bob, bob.id, room, pos);
      rig.append(bob, room, deletion);
      var entry = entry(rig, carol, room, pos);
      assertThat(entry.quiet()).isTrue();
      var erik = rig.person("erik");
      rig.bring(room, bob, erik);
      // Who may not read it does not learn that it was quiet.
      assertThat(entry(rig, erik, room, pos).quiet()).isNull();
    }
  }

  /// The bytes are looked up in the database's files, also in the write-ahead log.
  @Test
  void nothingOfADeletedMessageIsLeftInTheFiles() throws IOException {
    byte[] deleted;
    byte[] kept;
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      var room = rig.room(bob);
      var posted = new ArrayList<byte[]>();
      var positions = new ArrayList<Long>();
      for (int i = 0; i < 100; i++) {
        int epoch = rig.log.openEpoch(bob.id, room).epoch();
        byte[] envelope = rig.envelope(bob, room, epoch, Envelope.SHORTEST + 64 * (2 * i));
        var outcome = rig.log.post(bob.id, room, UUID.randomUUID(), envelope, false).join();
        posted.add(envelope);
        positions.add(((PostOutcome.Accepted) outcome).pos());
        rig.clock.advance(java.time.Duration.ofMillis(20));
      }
      assertThat(isInFiles(posted.get(99))).isTrue();
      for (int i = 0; i < 100; i += 2) {
        rig.append(bob, room, deleting(rig, bob, bob.id, room, positions.get(i)));
        rig.clock.advance(java.time.Duration.ofSeconds(1));
      }
      await().until(() -> noneIsInFiles(everySecond(posted)));
      deleted = posted.get(98);
      kept = posted.get(99);
      rig.requireSound(room, bob);
      assertThat(isInFiles(kept)).isTrue();
    }
    assertThat(isInFiles(deleted)).isFalse();
    assertThat(isInFiles(kept)).isTrue();
  }

  /// A copy of the files as a crash would leave them: the event and the erasure are one
  /// transaction.
  @Test
  void afterACrashTheMessageIsDeletedAndOverwritten(@TempDir Path copy) throws IOException {
    byte[] envelope;
    RoomId room;
    long pos;
    try (var rig = new LogRig(folder)) {
      var bob = rig.person("bob");
      room = rig.room(bob);
      int epoch = rig.log.openEpoch(bob.id, room).epoch();
      envelope = rig.envelope(bob, room, epoch);
      var outcome = rig.log.post(bob.id, room, UUID.randomUUID(), envelope, false).join();
      pos = ((PostOutcome.Accepted) outcome).pos();
      rig.append(bob, room, deleting(rig, bob, bob.id, room, pos));
      copyFiles(copy);
    }
    try (var rig = new LogRig(copy)) {
      assertThat(stored(rig, room, pos)).isNull();
      assertThat(rig.bean(Logs.class).head(room).pos()).isEqualTo(pos + 1);
      assertThat(DatabaseFiles.hold(copy, envelope)).isFalse();
    }
  }

  private void copyFiles(Path target) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(DeletionTest::isNeeded).toList()) {
        Files.copy(
            file,
            target.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /// Not the disk reserve, which is large.
  private static boolean isNeeded(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("secure-chat.db") || name.equals("pepper") || name.equals("server-key");
  }

  private static List<byte[]> everySecond(List<byte[]> all) {
    var some = new ArrayList<byte[]>();
    for (int i = 0; i < all.size(); i += 2) {
      some.add(all.get(i));
    }
    return some;
  }

  private boolean noneIsInFiles(List<byte[]> envelopes) {
    return envelopes.stream().noneMatch(this::isInFiles);
  }

  private boolean isInFiles(byte[] envelope) {
    return DatabaseFiles.hold(folder, envelope);
  }

  private static void assertRefused(
      LogRig rig, String code, Signer who, RoomId room, LogRig.Next event) {
    assertThatThrownBy(() -> rig.append(who, room, event))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().code()).isEqualTo(code));
  }

  private static LogRig.Next deleting(
      LogRig rig, Signer by, UserId of, RoomId room, long... positions) {
    return deleting(
        by,
        of,
        room,
        LongStream.of(positions).mapToObj(pos -> ref(rig, room, pos)).toArray(Deletion.Ref[]::new));
  }

  private static LogRig.Next deleting(Signer by, UserId of, RoomId room, Deletion.Ref... refs) {
    byte[] data = new Deletion(List.of(refs), List.of()).bytes();
    return (prev, now) -> by.event(room, RoomEvent.DELETED, now, prev, of, data);
  }

  /// Names the entry at a position.
  private static Deletion.Ref ref(LogRig rig, RoomId room, long pos) {
    var entry = rig.bean(Logs.class).after(room, pos - 1, 1).getFirst();
    byte[] hash = entry.stub().hash();
    return new Deletion.Ref(pos, Arrays.copyOf(hash, 16));
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

  private static long post(LogRig rig, Signer who, RoomId room) {
    return ((PostOutcome.Accepted) rig.post(who, room)).pos();
  }

  private static long quiet(LogRig rig, Signer who, RoomId room) {
    return ((PostOutcome.Accepted) rig.postQuietly(who, room, UUID.randomUUID())).pos();
  }
}
