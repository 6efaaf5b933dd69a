package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.code;
import static io.securechat.testing.TestModules.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Sha256;
import io.securechat.log.Entry;
import io.securechat.log.LogEntry;
import io.securechat.protocol.Envelope;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.RoomRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class ReadTest {

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

  private static List<Long> numbers(LogSlice slice) {
    return slice.entries().stream().map(LogEntry::pos).toList();
  }

  @Test
  void slicesGoBackwardsAndForwardsWithoutAGap() {
    for (int i = 0; i < 6; i++) {
      rig.post(alice, room);
    }
    assertThat(rig.log.head(room)).isEqualTo(10);
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.newest(4))))
        .containsExactly(7L, 8L, 9L, 10L);
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.before(7, 4))))
        .containsExactly(3L, 4L, 5L, 6L);
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.before(3, 4)))).containsExactly(1L, 2L);
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.before(1, 4)))).isEmpty();
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.after(8, 4)))).containsExactly(9L, 10L);
    assertThat(numbers(rig.log.slice(bob.id, room, LogRange.after(10, 4)))).isEmpty();
    assertThat(rig.log.slice(bob.id, room, LogRange.newest(4)).head()).isEqualTo(10);
  }

  @Test
  void anOlderSliceEndsWhereTheNewerOneBegins() {
    for (int i = 0; i < 6; i++) {
      rig.post(alice, room);
    }
    var newer = rig.log.slice(bob.id, room, LogRange.newest(5));
    var older = rig.log.slice(bob.id, room, LogRange.before(6, 5));
    byte[] h = older.before();
    assertThat(h).isEqualTo(LogRig.start(room));
    for (var entry : older.entries()) {
      h = LogRig.next(h, entry);
    }
    assertThat(h).isEqualTo(newer.before());
    rig.requireChain(room, newer);
    assertThat(rig.log.slice(bob.id, room, LogRange.before(1, 4)).before())
        .isEqualTo(LogRig.start(room));
  }

  @Test
  void messagesFromBeforeTheReaderJoinedAreServedAsHashes() {
    rig.post(alice, room);
    var carol = rig.person("carol");
    rig.bring(room, alice, carol);
    rig.post(alice, room);

    var slice = rig.all(carol, room);
    long joined = rig.rooms.membership(room, carol.id).orElseThrow().joinedPos();
    for (var entry : slice.entries()) {
      boolean hidden = entry.type() == Entry.MESSAGE && entry.pos() < joined;
      assertThat(entry.entry() == null).isEqualTo(hidden);
    }
    assertThat(slice.entries().stream().filter(entry -> entry.hash() != null)).hasSize(1);
    rig.requireChain(room, slice);
  }

  @Test
  void whoRejoinsGetsNothingFromBeforeOrMeanwhile() {
    rig.post(bob, room);
    rig.append(bob, room, (prev, now) -> bob.left(room, prev, now));
    rig.post(alice, room);
    rig.bring(room, alice, bob);
    rig.post(alice, room);

    var messages =
        rig.all(bob, room).entries().stream().filter(e -> e.type() == Entry.MESSAGE).toList();
    assertThat(messages).hasSize(3);
    assertThat(messages.stream().filter(entry -> entry.entry() != null))
        .containsExactly(messages.getLast());
  }

  @Test
  void anErasedMessageKeepsItsPlaceInTheChain() {
    long pos = ((PostOutcome.Accepted) rig.post(alice, room)).pos();
    rig.post(alice, room);
    byte[] bytes =
        LogRig.bytes(
            rig.log.slice(alice.id, room, LogRange.after(pos - 1, 1)).entries().getFirst());
    rig.bean(TransactionTemplate.class)
        .executeWithoutResult(_ ->
            rig.bean(JdbcClient.class)
                .sql("update log_entry set hash = ?, entry = null where room_id = ? and pos = ?")
                .params(Sha256.of(bytes), room.bytes(), pos)
                .update());
    rig.requireChain(room, rig.all(alice, room));
  }

  @Test
  void aSliceOfLargeEntriesIsCutAndCanBeGoneOnFrom() {
    int epoch = rig.log.openEpoch(alice.id, room).epoch();
    for (int i = 0; i < 130; i++) {
      rig.log
          .post(
              alice.id,
              room,
              UUID.randomUUID(),
              rig.envelope(alice, room, epoch, Envelope.LONGEST),
              false)
          .join();
    }
    var newest = rig.log.slice(alice.id, room, LogRange.newest(500));
    assertThat(newest.entries()).hasSizeBetween(50, 70);
    assertThat(newest.entries().getLast().pos()).isEqualTo(rig.log.head(room));
    rig.requireChain(room, newest);
    var first = rig.log.slice(alice.id, room, LogRange.after(0, 500));
    assertThat(first.entries().getFirst().pos()).isEqualTo(1);
    assertThat(numbers(first)).isSorted().hasSizeBetween(50, 70);
  }

  @Test
  void formerMembersInviteesAndOutsidersGetNothing() {
    var darth = rig.person("darth");
    var invited = rig.person("invited");
    rig.append(alice, room, rig.invite(alice, room, invited));
    rig.append(bob, room, (prev, now) -> bob.left(room, prev, now));
    for (var who : List.of(darth, invited, bob)) {
      assertThat(code(() -> rig.all(who, room))).isEqualTo("not-found");
      assertThat(code(() -> rig.log.detail(who.id, room))).isEqualTo("not-found");
      assertThat(code(() -> rig.log.markRead(who.id, room, 1))).isEqualTo("not-found");
      assertThat(rig.log.summary(who.id, room)).isEmpty();
      assertThat(rig.log.summaries(who.id)).isEmpty();
    }
  }

  @Test
  void othersMessagesAreUnreadUntilTheyAreRead() {
    rig.post(alice, room);
    rig.post(alice, room);
    long third = ((PostOutcome.Accepted) rig.post(bob, room)).pos();
    assertThat(unread(alice)).isEqualTo(1);
    assertThat(unread(bob)).isEqualTo(2);

    rig.log.markRead(bob.id, room, third - 1);
    assertThat(unread(bob)).isZero();
    rig.log.markRead(alice.id, room, 1_000_000);
    assertThat(rig.log.summary(alice.id, room).orElseThrow().readPos())
        .isEqualTo(rig.log.head(room));
  }

  private int unread(Signer who) {
    return rig.log.summary(who.id, room).orElseThrow().unread();
  }

  @Test
  void messagesFromBeforeTheReaderJoinedAreNotUnread() {
    rig.post(alice, room);
    var carol = rig.person("carol");
    rig.bring(room, alice, carol);
    assertThat(unread(carol)).isZero();
    rig.post(alice, room);
    assertThat(unread(carol)).isEqualTo(1);
  }

  @Test
  void aReadMarkNeverGoesBack() {
    for (int i = 0; i < 4; i++) {
      rig.post(alice, room);
    }
    var marks = rig.bean(ReadMarks.class);
    rig.log.markRead(bob.id, room, 6);
    marks.save();
    rig.log.markRead(bob.id, room, 4);
    marks.save();
    rig.log.markRead(bob.id, room, 7);
    marks.save();
    await(() -> rig.heard().read.size() == 2);
    assertThat(rig.heard().read).extracting(ReadMoved::pos).containsExactly(6L, 7L);
    assertThat(rig.heard().read).allMatch(moved -> moved.userId().equals(bob.id));
    assertThat(marks.of(bob.id, room)).isEqualTo(7);
  }

  @Test
  void whatIsMarkedAsUnreadStaysSoUntilTheMemberReadsAgain() {
    for (int i = 0; i < 4; i++) {
      rig.post(alice, room);
    }
    long last = rig.log.head(room);
    var marks = rig.bean(ReadMarks.class);
    rig.log.markRead(bob.id, room, last);
    marks.save();
    rig.log.markUnread(bob.id, room, last - 1);
    assertThat(unread(bob)).isEqualTo(2);
    marks.save();
    assertThat(unread(bob)).isEqualTo(2);
    assertThat(rig.log.readers(alice.id, room).get(bob.id))
        .extracting(ReadMark::pos)
        .isEqualTo(last);
    rig.log.markRead(bob.id, room, last);
    marks.save();
    assertThat(unread(bob)).isZero();
    assertThat(rig.heard().read).extracting(ReadMoved::shown).containsExactly(last, last - 2, last);
  }

  @Test
  void aPositionOutsideTheLogCannotBeMarkedAsUnread() {
    rig.post(alice, room);
    long last = rig.log.head(room);
    rig.log.markRead(bob.id, room, last);
    rig.log.markUnread(bob.id, room, 0);
    rig.log.markUnread(bob.id, room, last + 1);
    assertThat(unread(bob)).isZero();
  }

  @Test
  void readMarksSurviveARestart() {
    rig.post(alice, room);
    rig.log.markRead(bob.id, room, 5);
    rig.close();
    rig = new LogRig(folder);
    assertThat(rig.log.summary(bob.id, room).orElseThrow().readPos()).isEqualTo(5);
    assertThat(rig.bean(ReadMarks.class).of(bob.id)).containsEntry(room, 5L);
  }

  @Test
  void roomsAreListedWithTheLatestFirst() {
    var later = rig.room(bob, alice);
    assertThat(rig.log.summaries(alice.id).stream().map(RoomSummary::roomId))
        .containsExactly(later, room);
    assertThat(rig.log.summaries(alice.id).getLast())
        .isEqualTo(
            new RoomSummary(
                room, "Tea", RoomMode.MANAGED, RoomRole.OWNER, 2, 1, 3, rig.now() - 60_000, 1, 0));
    rig.clock.advance(Duration.ofMinutes(1));
    rig.post(bob, room);
    assertThat(rig.log.summaries(alice.id).getFirst().roomId()).isEqualTo(room);
    assertThat(rig.log.summaries(alice.id).getFirst().unread()).isEqualTo(1);
  }
}
