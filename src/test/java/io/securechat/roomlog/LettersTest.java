package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.log.ChainCheck;
import io.securechat.log.LogEntry;
import io.securechat.protocol.Grant;
import io.securechat.protocol.Letter;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.WrappingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Letters in the log: stored once, served, counted, and erased like messages.
class LettersTest {

  private static final byte[] SEED = Sha256.of(new byte[] {7});
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;

  private static void open(LogRig rig, Signer owner, RoomId room, Signer... rows) {
    byte[] data =
        new ByteWriter()
            .u32(1)
            .u8(0)
            .bytes(LetterKey.publicKey(SEED))
            .bytes("CI".getBytes(StandardCharsets.UTF_8))
            .done();
    byte[] prev = rig.rooms.find(room).orElseThrow().headEvent();
    byte[] event =
        owner.event(room, RoomEvent.LETTERBOX_OPENED, rig.now(), prev, RoomEvent.SERVER, data);
    var grants =
        Stream.of(rows)
            .sorted(Comparator.comparing(one -> one.id))
            .map(one -> {
              byte[] header = Grant.header(room, Grant.BOXES + 1, one.identity(), Sha256.of(event));
              return new ByteWriter().bytes(header).bytes(new byte[WrappingKey.WRAPPED]).done();
            })
            .toList();
    assertThat(rig.log.openBox(owner.id, room, event, grants, _ -> {})).isEqualTo(1);
  }

  private static byte[] letter(RoomId room, int number) {
    byte[] json = "{\"t\":\"text\",\"b\":\"x\",\"at\":1}".getBytes(StandardCharsets.UTF_8);
    return Letter.seal(
        room, 1, LetterKey.publicKey(SEED), Sha256.of(new byte[] {(byte) number}), json);
  }

  private static List<LogEntry> letters(LogRig rig, Signer reader, RoomId room) {
    return rig.all(reader, room).entries().stream().filter(entry -> entry.type() == 4).toList();
  }

  @ParameterizedTest
  @EnumSource
  void aLetterIsStoredOnceServedCountedAndErasedLikeAMessage(LogDatabase database)
      throws Exception {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      rig.post(bob, room);
      assertThat(rig.log.appendLetter(room, 1, letter(room, 1))).isFalse();
      open(rig, alice, room, alice, bob);
      int unread = rig.log.summary(alice.id, room).orElseThrow().unread();
      assertThat(rig.log.appendLetter(room, 1, letter(room, 1))).isTrue();
      assertThat(rig.log.appendLetter(room, 1, letter(room, 1))).isTrue();
      assertThat(rig.log.appendLetter(room, 2, letter(room, 2))).isFalse();
      assertThat(letters(rig, bob, room)).hasSize(1);
      assertThat(letters(rig, bob, room).getFirst().entry()).isEqualTo(letter(room, 1));
      rig.requireChain(room, rig.all(bob, room));
      var summary = rig.log.summary(alice.id, room).orElseThrow();
      assertThat(summary.unread()).isEqualTo(unread + 1);
      // The epoch and the numbers of streams go on.
      assertThat(rig.post(bob, room)).isInstanceOf(PostOutcome.Accepted.class);

      byte[] day = new ByteWriter().u64(DAY.toSeconds()).done();
      rig.append(
          alice,
          room,
          (prev, now) -> alice.event(room, RoomEvent.RETENTION, now, prev, RoomEvent.SERVER, day));
      rig.clock.advance(DAY);
      assertThat(letters(rig, bob, room).getFirst().entry()).isNull();
      rig.bean(RetentionSweep.class).sweep();
      assertThat(letters(rig, bob, room).getFirst().hash()).isEqualTo(Sha256.of(letter(room, 1)));
      rig.requireChain(room, rig.all(bob, room));
      try (var connection = rig.bean(DataSource.class).getConnection()) {
        connection.setAutoCommit(false);
        assertThat(ChainCheck.run(connection).broken()).isEmpty();
        connection.rollback();
      }
      // What has expired does not come back by a repetition.
      assertThat(rig.log.appendLetter(room, 1, letter(room, 1))).isTrue();
      assertThat(letters(rig, bob, room)).hasSize(1);
    }
  }
}
