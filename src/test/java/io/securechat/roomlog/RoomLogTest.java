package io.securechat.roomlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.rooms.RoomId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomLogTest {

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
  void aMessageGetsTheNumberAfterTheEpochsRecord() {
    long before = rig.log.head(room);
    assertThat(rig.post(bob, room)).isEqualTo(new PostOutcome.Accepted(before + 2, rig.now()));
    assertThat(rig.appended(room, Entry::type)).endsWith(Entry.RECORD, Entry.MESSAGE);
    assertThat(rig.appended(room, Entry::pos)).isSorted().doesNotHaveDuplicates();
    rig.requireChain(room, rig.all(alice, room));
  }
}
