package io.securechat.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.accounts.Accounts;
import io.securechat.client.ChatClient;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.roomlog.RoomLog;
import io.securechat.rooms.Rooms;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Suspensions and ended invitations on the page, and a server that ignores both.
class HostileMembershipTest extends HostileRig {

  private static void suspend(ChatClient who) {
    server.bean(Accounts.class).suspend(new UserId(who.user));
    assertThat(who.frames.awaitClose()).isEqualTo(4401);
  }

  private static void resumeDarth() {
    server.bean(Accounts.class).resume(new UserId(darth.user));
    darth = ChatClient.at(server, "darth", "maul");
  }

  private RoomId id() {
    return RoomId.parse(room);
  }

  /// The room's last event according to the server.
  private byte[] headEvent() {
    return server.bean(Rooms.class).find(id()).orElseThrow().headEvent();
  }

  private long next() {
    return server.bean(RoomLog.class).head(id()) + 1;
  }

  @Test
  void aSuspensionIsSeenAndTheNextKeyIsForTheOthers() {
    UUID user = darth.user;
    suspend(darth);
    try {
      alice.sees("An admin suspended Darth.").say("without darth").seesOnce("without darth");
      bob.hears(room, "without darth");
      assertThat(newestRecord().rows()).extracting(EpochRow::user).doesNotContain(new UserId(user));
    } finally {
      resumeDarth();
    }
    alice.sees("Darth is back.").picture("suspended-and-back");
    darth.say(room, "here I am again");
    alice.seesOnce("here I am again");
    assertThat(newestRecord().rows()).extracting(EpochRow::user).contains(new UserId(user));
    assertThat(alice.page.locator(".trouble").count()).isZero();
  }

  @Test
  void aChangeByASuspendedPersonIsRefused() {
    suspend(darth);
    try {
      alice.sees("An admin suspended Darth.");
      byte[] left = darth.signed(id(), RoomEvent.LEFT, headEvent(), darth.user, new byte[0]);
      hostile.inject(room, next(), 3, left);
      isHeld("suspended", "was made while they were suspended");
    } finally {
      resumeDarth();
    }
  }

  @Test
  void anInvitationOfSomebodyWhoWasRemovedAdmitsNobody() {
    alice.remove("Darth").sees("Alice removed Darth");
    bob.invite(room, darth);
    alice.sees("Bob invited Darth").remove("Bob").sees("Alice removed Bob");
    byte[] joined =
        darth.signed(
            id(), RoomEvent.JOINED, headEvent(), darth.user, darth.actor().identity().bytes());
    hostile.inject(room, next(), 3, joined);
    isHeld("not-invited", "Darth is shown in this room, but no member invited them");
  }
}
