package io.securechat.roomlog;

import static io.securechat.roomlog.LogRig.bytes;
import static io.securechat.roomlog.LogRig.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.log.Entry;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomRole;
import io.securechat.rooms.LeaderlessRoom;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An administrator gives a room an owner while none can act.
class AppointmentTest {

  private static final int ROOMS = 100;

  @TempDir Path folder;
  private LogRig rig;
  private Signer alice;
  private Signer bob;
  private Signer carol;
  private Signer admin;
  private RoomId room;

  @BeforeEach
  void aRoomOfThree() {
    rig = new LogRig(folder);
    alice = rig.person("alice");
    bob = rig.person("bob");
    carol = rig.person("carol");
    admin = rig.person("erik");
    room = rig.room(alice, bob, carol);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void appoint(RoomId id, Signer who) {
    rig.bean(Appointments.class).appoint(admin.id, id, who.id);
  }

  private List<LeaderlessRoom> listed(int limit) {
    return rig.bean(Appointments.class).rooms(limit);
  }

  private void suspend(Signer who) {
    rig.bean(Accounts.class).suspend(who.id);
  }

  @Test
  void theMemberIsAnOwnerByAnEventOfTheServerAndTheEpochEnds() {
    int former = rig.log.openEpoch(bob.id, room).epoch();
    suspend(alice);
    appoint(room, bob);

    var last =
        rig.all(bob, room).entries().stream()
            .filter(entry -> entry.type() == Entry.EVENT)
            .toList()
            .getLast();
    var event = RoomEvent.parse(bytes(last));
    assertThat(event).isInstanceOf(RoomEvent.Appointed.class);
    assertThat(((RoomEvent.Appointed) event).administrator()).isEqualTo(admin.id);
    assertThat(event.byServer()).isTrue();
    assertThat(event.subject()).isEqualTo(bob.id);
    assertThat(rig.rooms.membership(room, bob.id).orElseThrow().role()).isEqualTo(RoomRole.OWNER);
    assertThat(rig.log.openEpoch(bob.id, room).epoch()).isGreaterThan(former);
    rig.requireSound(room, bob);
  }

  @Test
  void onlyRoomsInWhichSomebodyCanActAndNoOwnerAreListed() {
    rig.room(alice, admin);
    rig.room(bob, carol);
    assertThat(listed(ROOMS)).isEmpty();
    suspend(alice);
    assertThat(listed(ROOMS)).hasSize(2);
    assertThat(listed(1)).hasSize(1);
    assertThat(rig.bean(Appointments.class).candidates(room))
        .extracting(member -> member.person().userId())
        .containsExactly(bob.id, carol.id);
    appoint(room, carol);
    assertThat(listed(ROOMS)).extracting(LeaderlessRoom::roomId).doesNotContain(room);
    suspend(admin);
    assertThat(listed(ROOMS)).isEmpty();
  }

  @Test
  void whatIsNotAllowedIsRefusedAndChangesNothing() {
    assertThat(code(() -> appoint(room, bob))).isEqualTo("has-owner");
    assertThat(code(() -> rig.bean(Appointments.class).candidates(room))).isEqualTo("has-owner");
    suspend(alice);
    suspend(carol);
    long before = rig.log.head(room);
    assertThat(code(() -> appoint(room, alice))).isEqualTo("no-such-person");
    assertThat(code(() -> appoint(room, carol))).isEqualTo("no-such-person");
    assertThat(code(() -> appoint(room, admin))).isEqualTo("not-in-room");
    assertThat(code(() -> appoint(new RoomId(UUID.randomUUID()), bob))).isEqualTo("not-found");
    assertThat(rig.rooms.find(room).orElseThrow().isLeaderless()).isTrue();
    assertThat(rig.log.head(room)).isGreaterThanOrEqualTo(before);
    appoint(room, bob);
    assertThat(code(() -> appoint(room, bob))).isEqualTo("has-owner");
  }
}
