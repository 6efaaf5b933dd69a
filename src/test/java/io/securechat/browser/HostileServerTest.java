package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.EpochRecord;
import io.securechat.protocol.EpochRow;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies about a room: for each lie, what the browser shows, and that it sends nothing
/// more.
class HostileServerTest extends HostileRig {

  @Test
  void aMemberAddedToTheListIsAGhost() {
    aManagedRoom();
    var rows = new ArrayList<>(newestRecord().rows());
    rows.add(new EpochRow(new UserId(UUID.randomUUID()), new IdentityId(UUID.randomUUID()), 0));
    hostile.inject(room, head() + 1, 2, recordByServer(EpochRecord.MANAGED, rows));
    isHeld("ghost", "was added as a reader, but no member invited");
  }

  @Test
  void anotherIdentityInTheListIsASwap() {
    aManagedRoom();
    var rows = new ArrayList<>(newestRecord().rows());
    rows.replaceAll(row ->
        row.user().value().equals(bob.user)
            ? new EpochRow(row.user(), new IdentityId(UUID.randomUUID()), row.role())
            : row);
    hostile.inject(room, head() + 1, 2, recordByServer(EpochRecord.MANAGED, rows));
    isHeld("swapped", "someone else’s keys in the place of Bob");
  }

  @Test
  void aManagedRecordInARoomOfMembersIsRefused() {
    byte[] record = recordByServer(EpochRecord.MANAGED, newestRecord().rows());
    hostile.inject(room, head() + 1, 2, record);
    isHeld("mode", "It was created as another kind");
  }

  @Test
  void anOldRecordAgainIsRefused() {
    hostile.inject(room, head() + 1, 2, newestRecordBytes());
    isHeld("place", "was moved to another place");
  }

  @Test
  void aRecordThatNobodySignedIsRefused() {
    byte[] record = newestRecordBytes();
    record[record.length - 1] ^= 1;
    hostile.inject(room, head() + 1, 2, record);
    isHeld("record-signature", "has no valid signature");
  }

  @Test
  void theServerCannotOpenTheHistoryByItself() {
    byte[] event = byServer(RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    hostile.inject(room, head() + 1, 3, event);
    isHeld("by-server", "The server itself has signed a change that only members may make");
  }

  @Test
  void theServerCannotMakeAnOwner() {
    hostile.inject(room, head() + 1, 3, byServer(RoomEvent.ROLE, darth.user, new byte[] {1}));
    isHeld("by-server", "only members may make");
  }

  @Test
  void whoWasNotInvitedCannotJoinByTheirOwnSignature() {
    alice.remove("Darth").sees("Alice removed Darth");
    byte[] joined =
        darth.signed(
            RoomId.parse(room),
            RoomEvent.JOINED,
            lastEvent(),
            darth.user,
            darth.actor().identity().bytes());
    hostile.inject(room, head() + 1, 3, joined);
    isHeld("not-invited", "Darth is shown in this room, but no member invited them");
  }

  @Test
  void aMemberCannotDoWhatOnlyOwnersMay() {
    byte[] removed =
        darth.signed(RoomId.parse(room), RoomEvent.REMOVED, lastEvent(), bob.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, removed);
    isHeld("not-owner", "Darth isn’t an owner");
  }

  @Test
  void aChangeThatWasLeftOutIsMissed() {
    byte[] later =
        darth.signed(
            RoomId.parse(room), RoomEvent.LEFT, Sha256.of(new byte[] {7}), darth.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, later);
    isHeld("order", "missing, repeated or out of order");
  }

  @Test
  void anEventOfAnotherRoomIsRefused() {
    byte[] other =
        darth.signed(
            new RoomId(UUID.randomUUID()), RoomEvent.LEFT, lastEvent(), darth.user, new byte[0]);
    hostile.inject(room, head() + 1, 3, other);
    isHeld("other-room", "belongs to another room");
  }

  @Test
  void linesFromElsewhereOrFromBeforeARemovalAreNotShown() {
    byte[] inOther = darth.seal(room, "from another place");
    byte[] before = darth.seal(room, "after my removal");
    byte[] relabelled = darth.seal(room, "in the name of bob");
    System.arraycopy(bob.actor().identity().bytes(), 0, relabelled, 25, 16);
    byte[] otherRoom = inOther.clone();
    System.arraycopy(new RoomId(UUID.randomUUID()).bytes(), 0, otherRoom, 5, 16);
    byte[] otherEpoch = inOther.clone();
    otherEpoch[24] = (byte) (otherEpoch[24] + 7);
    alice.remove("Darth").sees("Alice removed Darth");
    long pos = head();
    for (byte[] envelope : List.of(otherRoom, otherEpoch, relabelled, before)) {
      hostile.inject(room, ++pos, 1, envelope);
    }
    for (String reason : List.of("wrong-room", "no-key", "signature", "out-of-time")) {
      assertThat(alice.page.locator(".locked[data-reason=" + reason + "]")).hasCount(1);
    }
    alice.seesNot("from another place").seesNot("after my removal").seesNot("in the name of bob");
  }

  @Test
  void aDoubledLineIsNotShownAgain() {
    hostile.inject(room, head() + 1, 1, entry(head()));
    assertThat(alice.page.locator(".locked[data-reason=repeated]")).hasCount(1);
    alice.seesOnce("morning alice");
  }

  @Test
  void whoSawAnotherConversationIsNamed() {
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      other.signIn("alice", "wonderland").openRoom(name).sees("morning alice");
      // This browser gets another message than the others at the same position.
      byte[] fork = entry(head());
      between.altersFrames(frame -> {
        if (HostileServer.isEntries(frame, room)) {
          frame
              .path("entries")
              .forEach(shown -> ((ObjectNode) shown).put("entry", Base64Text.of(fork)));
        }
        return frame;
      });
      alice.say("a line that is exchanged").seesOnce("a line that is exchanged");
      assertThat(other.page.locator(".locked[data-reason=repeated]")).hasCount(1);
      between.altersFrames(frame -> frame);
      alice.say("what I see now");
      other.sees("what I see now");
      assertThat(other.page.locator(".trouble[data-code=views]"))
          .containsText("Alice saw this conversation differently");
      other.seesOnce("morning alice");
    }
  }

  @Test
  void numbersThatAreLeftOutAreNamedAndNothingIsHidden() {
    bob.say(room, "this one is left out");
    bob.say(room, "this one is shown");
    long left = head() - 1;
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters(
          "/api/rooms/" + room + "/log",
          slice -> {
            var kept = Api.JSON.createArrayNode();
            slice
                .path("entries")
                .forEach(shown -> {
                  if (shown.path("pos").asLong() != left) {
                    kept.add(shown);
                  }
                });
            slice.set("entries", kept);
            return slice;
          });
      other.signIn("alice", "wonderland").openRoom(name).sees("this one is shown");
      assertThat(other.page.locator(".trouble[data-code=torn]"))
          .containsText("the server left something out");
      other.sees("good morning");
    }
  }

  @Test
  void aGhostInTheRecordOfAMemberIsAGhostToo() throws Exception {
    var rows = new ArrayList<>(newestRecord().rows());
    rows.add(new EpochRow(new UserId(UUID.randomUUID()), new IdentityId(UUID.randomUUID()), 0));
    hostile.inject(room, head() + 1, 2, recordByDarth(rows));
    isHeld("ghost", "was added as a reader, but no member invited");
  }

  @Test
  void aMessageServedAsAnEventIsNotAnEvent() {
    hostile.inject(room, head() + 1, 3, entry(head()));
    isHeld("signature", "A change of this room has no valid signature");
  }

  @Test
  void anEventServedAsAMessageIsDamaged() {
    byte[] left =
        darth.signed(RoomId.parse(room), RoomEvent.LEFT, lastEvent(), darth.user, new byte[0]);
    hostile.inject(room, head() + 1, 1, left);
    assertThat(alice.page.locator(".locked[data-reason=damaged]")).hasCount(1);
    alice.seesNot("Darth left");
  }

  @Test
  void whatWasKeptBackIsFetchedWithTheNextLine() {
    hostile.altersFrames(frame -> HostileServer.isEntries(frame, room) ? null : frame);
    bob.say(room, "held back at first");
    hostile.altersFrames(frame -> frame);
    bob.say(room, "the next line");
    alice.seesOnce("the next line").seesOnce("held back at first");
  }

  @Test
  void linesInAnotherOrderAreMarkedAndWhoSawThemRightIsNamed() {
    bob.say(room, "first the one");
    long first = bob.say(room, "then the other") - 1;
    try (var other = Person.at(server)) {
      var between = new HostileServer(other);
      between.alters("/api/rooms/" + room + "/log", slice -> exchanged(slice, first));
      other.signIn("alice", "wonderland").openRoom(name);
      assertThat(other.page.locator(".locked[data-reason=repeated]")).hasCount(1);
      alice.say("what I see now");
      other.sees("what I see now");
      assertThat(other.page.locator(".trouble[data-code=views]"))
          .containsText("Bob saw this conversation differently");
    }
  }

  /// A slice in which two neighbouring entries are swapped.
  private static ObjectNode exchanged(ObjectNode slice, long first) {
    var entries = slice.path("entries");
    for (int i = 0; i + 1 < entries.size(); i++) {
      if (entries.get(i).path("pos").asLong() == first) {
        var one = entries.get(i).path("entry");
        var two = entries.get(i + 1).path("entry");
        ((ObjectNode) entries.get(i)).set("entry", two);
        ((ObjectNode) entries.get(i + 1)).set("entry", one);
      }
    }
    return slice;
  }

  @Test
  void nothingIsSealedUnderTheSecretThatARemovedMemberHas() {
    long former = newestRecord().epoch();
    hostile.alters("/api/rooms/" + room + "$", detail -> detail.put("openEpoch", former));
    alice.remove("Darth").sees("Alice removed Darth");
    int before = hostile.sealedUnder(room).size();
    alice.say("without darth").page.reload();
    alice.atHome().seesOnce("without darth").say("still without").seesOnce("still without");
    var after = hostile.sealedUnder(room);
    assertThat(after.subList(before, after.size())).isNotEmpty().doesNotContain(former);
    bob.hears(room, "without darth");
  }
}
