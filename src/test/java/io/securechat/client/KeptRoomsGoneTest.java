package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.TestModules;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a device keeps of rooms goes with the message, the room and the session.
class KeptRoomsGoneTest extends KeptRoomsRig {

  @Test
  void ofWhatIsDeletedOrExpiresOnlyTheHashIsKept() throws Exception {
    var room = room(RoomMode.END_TO_END, "Gone");
    long deleted = bob.say(room.toString(), word + " deleted");
    long stays = bob.say(room.toString(), word + " stays");
    try (var session = remembered()) {
      session.connect(new Link.Listener() {});
      found(session, word);
    }
    try (var session = remembered()) {
      assertThat(entry(session, room, deleted)).contains("\"entry\"");
      session.connect(new Link.Listener() {});
      session.delete(session.open(room), deleted);
      assertThat(entry(session, room, deleted)).contains("\"hash\"").doesNotContain("\"entry\"");
      assertThat(entry(session, room, stays)).contains("\"entry\"");
    }
    byte[] oneDay = new ByteWriter().u64(Duration.ofDays(1).toSeconds()).done();
    var set = alice.change(room.toString(), RoomEvent.RETENTION, NOBODY, oneDay);
    assertThat(set.status()).isEqualTo(200);
    var later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    try (var session = remembered(address(), later)) {
      assertThat(found(session, word)).isEmpty();
      assertThat(entry(session, room, stays)).contains("\"hash\"").doesNotContain("\"entry\"");
    }
    // By a clock that is right, it is there again.
    try (var session = remembered()) {
      assertThat(found(session, word)).containsExactly(word + " stays");
    }
    // It has expired, and the room is not opened.
    assertThat(keptNow(room)).isTrue();
    remembered(address(), later).close();
    assertThat(keptNow(room)).isFalse();
  }

  private boolean keptNow(RoomId room) {
    try (var session = remembered()) {
      return kept(session, room).isPresent();
    }
  }

  @Test
  void aRoomThatOneLeavesIsRemovedAndSigningOutRemovesAll() throws Exception {
    var left = room(RoomMode.END_TO_END, "Left");
    var stays = room(RoomMode.END_TO_END, "Stays");
    var removed = room(RoomMode.END_TO_END, "Removed");
    try (var session = remembered()) {
      List.of(left, stays, removed).forEach(session::open);
    }
    var out = alice.change(removed.toString(), RoomEvent.REMOVED, bob.user, new byte[0]);
    assertThat(out.status()).isEqualTo(200);
    try (var session = remembered()) {
      session.leave(left);
      assertThat(kept(session, left)).isEmpty();
      assertThat(kept(session, stays)).isPresent();
      session.rooms();
      assertThat(kept(session, removed)).isEmpty();
      session.forget();
      assertThat(files()).isEmpty();
    }
    assertThat(files()).isEmpty();
    assertThat(rooms()).doesNotExist();
  }

  @Test
  void aSessionThatWasEndedElsewhereTakesTheRoomsWithIt() throws Exception {
    var room = room(RoomMode.END_TO_END, "Ended");
    try (var session = remembered()) {
      session.open(room);
    }
    assertThat(files()).hasSize(1);
    Session.ok(bob.api.delete("/api/me/sessions"));
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::remembered))
        .isInstanceOf(Session.Refused.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void aSessionThatEndsWhileItIsOpenTakesTheRoomsWithIt() throws Exception {
    var room = room(RoomMode.END_TO_END, "Ended while open");
    alice.say(room.toString(), word);
    var ended = new CountDownLatch(1);
    try (var session = remembered()) {
      session.connect(
          new Link.Listener() {
            @Override
            public void ended(int code) {
              ended.countDown();
            }
          });
      assertThat(found(session, word)).hasSize(1);
      session.history().close(session.opened(), 0);
      assertThat(files()).isNotEmpty();
      Session.ok(bob.api.delete("/api/me/sessions"));
      assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(state().isRemembered("bob")).isFalse();
      assertThat(rooms()).doesNotExist();
    }
    assertThat(rooms()).doesNotExist();
  }

  @Test
  void aMessageThatIsDeletedInARoomThatIsNotOpenDoesNotStay() throws Exception {
    var heard = room(RoomMode.END_TO_END, "Heard");
    var missed = room(RoomMode.MANAGED, "Missed");
    var stays = room(RoomMode.END_TO_END, "Stays");
    for (var room : List.of(heard, missed, stays)) {
      alice.say(room.toString(), word + " before");
    }
    byte[] first = alice.seal(heard.toString(), word);
    byte[] second = alice.seal(missed.toString(), word);
    long at = alice.post(heard.toString(), UUID.randomUUID(), first).path("pos").asLong();
    long then = alice.post(missed.toString(), UUID.randomUUID(), second).path("pos").asLong();
    try (var session = remembered()) {
      assertThat(found(session, word)).hasSize(5);
    }
    try (var session = remembered()) {
      session.connect(new Link.Listener() {});
      assertThat(entry(session, heard, at)).contains("\"entry\"");
      delete(heard, at, first);
      TestModules.await(() -> kept(session, heard).isEmpty());
    }
    delete(missed, then, second);
    try (var session = remembered()) {
      assertThat(kept(session, missed)).isPresent();
      session.rooms();
      assertThat(kept(session, missed)).isEmpty();
      assertThat(kept(session, stays)).isPresent();
      assertThat(found(session, word)).hasSize(3);
      session.rooms();
    }
    // What was read after the deletion stays.
    try (var session = remembered()) {
      session.rooms();
      assertThat(entry(session, missed, then)).contains("\"hash\"").doesNotContain("\"entry\"");
    }
  }

  private void delete(RoomId room, long pos, byte[] envelope) {
    var deletion = new Deletion(List.of(Deletion.Ref.of(pos, envelope)), List.of());
    var answer = alice.change(room.toString(), RoomEvent.DELETED, alice.user, deletion.bytes());
    assertThat(answer.status()).isEqualTo(200);
  }
}
