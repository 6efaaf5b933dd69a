package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.log.Entry;
import io.securechat.log.LogEntry;
import io.securechat.protocol.RoomId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Quiet entries are stored and served as such, and count neither as unread nor as activity.
class QuietEntriesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void onlyWhatIsNotQuietIsUnread(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      rig.post(alice, room);
      quiet(rig, alice, room);
      long last = quiet(rig, alice, room);
      assertThat(summary(rig, bob, room).unread()).isEqualTo(1);
      rig.post(alice, room);
      assertThat(summary(rig, bob, room).unread()).isEqualTo(2);
      rig.log.markRead(bob.id, room, last);
      assertThat(summary(rig, bob, room).unread()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aQuietEntryDoesNotCountAsActivity(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      rig.post(alice, room);
      long active = rig.now();
      rig.clock.advance(Duration.ofMinutes(1));
      long last = quiet(rig, alice, room);
      assertThat(summary(rig, bob, room).lastAt()).isEqualTo(active);
      assertThat(summary(rig, bob, room).lastPos()).isEqualTo(last);
      rig.post(bob, room);
      assertThat(summary(rig, bob, room).lastAt()).isEqualTo(rig.now());
    }
  }

  @ParameterizedTest
  @EnumSource
  void quietIsServedAnnouncedAndKeptByTheFirstPost(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var bob = rig.person("bob");
      var room = rig.room(alice, bob);
      var id = UUID.randomUUID();
      long pos = ((PostOutcome.Accepted) rig.postQuietly(alice, room, id)).pos();
      assertThat(rig.post(alice, room, id)).isInstanceOf(PostOutcome.Duplicate.class);
      long other = ((PostOutcome.Accepted) rig.post(alice, room)).pos();

      var served = rig.log.slice(bob.id, room, LogRange.after(pos - 1, 10)).entries();
      assertThat(served.stream().map(LogEntry::pos)).isEqualTo(List.of(pos, other));
      assertThat(served.getFirst().quiet()).isTrue();
      assertThat(served.getLast().quiet()).isNull();
      assertThat(rig.heard().appended.stream().flatMap(heard -> heard.entries().stream()))
          .anyMatch(entry -> entry.pos() == pos && isQuiet(entry))
          .noneMatch(entry -> entry.pos() == other && isQuiet(entry));
      rig.requireSound(room, bob);
    }
  }

  private static boolean isQuiet(Entry entry) {
    return entry instanceof RoomEntry.Message message && message.quiet();
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotReadAMessageDoesNotLearnThatItIsQuiet(LogDatabase database) {
    try (var rig = database.start(folder)) {
      var alice = rig.person("alice");
      var carol = rig.person("carol");
      var room = rig.room(alice);
      long pos = quiet(rig, alice, room);
      rig.bring(room, alice, carol);
      var entry = rig.log.slice(carol.id, room, LogRange.after(pos - 1, 1)).entries().getFirst();
      assertThat(entry.entry()).isNull();
      assertThat(entry.quiet()).isNull();
    }
  }

  private static long quiet(LogRig rig, Signer who, RoomId room) {
    return ((PostOutcome.Accepted) rig.postQuietly(who, room, UUID.randomUUID())).pos();
  }

  private static RoomSummary summary(LogRig rig, Signer who, RoomId room) {
    return rig.log.summary(who.id, room).orElseThrow();
  }
}
