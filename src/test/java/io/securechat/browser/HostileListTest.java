package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.client.ChatClient;
import io.securechat.client.Keys;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that lists rooms in which the user is not a member: the page goes by each room's signed
/// events.
class HostileListTest extends HostileListRig {

  private static final int HOUR = 3_600_000;

  // Membership.

  @Test
  void aRoomThatOneNeverJoinedIsNotShownAndNothingIsWrittenThere() {
    String strange = bob.createRoom(RoomMode.END_TO_END, OTHERS + ++others, darth);
    lists(strange, eventsOf(bob, strange));
    isForeign(strange, "a room you haven’t joined: " + OTHERS + others);
    alice.lookedAt("rail-foreign-room");
  }

  @Test
  void aRoomThatIsSaidToBeJoinedWhileThePageIsOpenIsNotShownEither() {
    String strange = bob.createRoom(RoomMode.MANAGED, OTHERS + ++others, darth);
    serve(strange, eventsOf(bob, strange));
    hostile.tells(Api.fields("type", "joined", "room", summary(bob, strange)));
    isForeign(strange, "a room you haven’t joined: " + OTHERS + others);
  }

  @Test
  void aRoomToWhichOneIsOnlyInvitedIsNotJoined() {
    String strange = bob.createRoom(RoomMode.END_TO_END, OTHERS + ++others, self);
    lists(strange, eventsOf(bob, strange));
    isForeign(strange, "a room you haven’t joined: " + OTHERS + others);
  }

  @Test
  void aRoomThatOneHasLeftIsNotPutBack() {
    String left = roomOfBob(RoomMode.END_TO_END);
    self.change(left, RoomEvent.LEFT, self.user, new byte[0]);
    lists(left, eventsOf(bob, left));
    isForeign(left, "a room you’re no longer in: " + OTHERS + others);
  }

  @Test
  void aRoomThatOneWasRemovedFromIsNotPutBackThoughItIsOpen() {
    String left = roomOfBob(RoomMode.END_TO_END);
    row(OTHERS + others).click();
    alice.say("while I am here").seesOnce("while I am here");
    alice.say("").page.locator("textarea").fill("");
    long before = hostile.handedOver(left);
    bob.change(left, RoomEvent.REMOVED, self.user, new byte[0]);
    assertThat(alice.page.locator("sc-room")).hasCount(0);
    serve(left, eventsOf(bob, left));
    hostile.tells(Api.fields("type", "joined", "room", summary(bob, left)));
    isNoted("a room you’re no longer in: " + OTHERS + others);
    assertThat(alice.page.locator("sc-room")).hasCount(0);
    assertThat(hostile.handedOver(left)).isEqualTo(before);
  }

  @Test
  void aJoinSignedWithAnotherKeyDoesNotCount() throws GeneralSecurityException {
    String strange = bob.createRoom(RoomMode.END_TO_END, OTHERS + ++others, self);
    var forged =
        Keys.make(
            self.user, Keys.wrappingKeys(), new byte[32], new byte[32], System.currentTimeMillis());
    var actor = new RoomEvent.Actor(new UserId(self.user), IdentityId.of(forged.keys().id));
    var events = eventsOf(bob, strange);
    byte[] invited = event(RoomId.parse(strange), bob, RoomEvent.INVITED, last(events), forged);
    byte[] unsigned =
        RoomEvent.unsigned(
            RoomId.parse(strange),
            RoomEvent.JOINED,
            System.currentTimeMillis(),
            Sha256.of(invited),
            actor,
            actor.user(),
            forged.keys().id);
    add(events, invited);
    add(events, new ByteWriter().bytes(unsigned).bytes(forged.keys().sign(unsigned)).done());
    hostile.alters(
        "/api/identities/lookup",
        answer -> {
          ((ArrayNode) answer.path("identities"))
              .add(
                  Api.JSON.valueToTree(
                      Api.fields(
                          "identityId", actor.identity().toString(),
                          "userId", self.user.toString(),
                          "record", Base64Text.of(forged.record()))));
          return answer;
        });
    lists(strange, events);
    isForeign(strange, "a room you haven’t joined: " + OTHERS + others);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other-room", "signature", "nothing"})
  void aRoomWhoseEventsDoNotHoldIsShownAsSuchAndNothingIsWrittenThere(String fault) {
    String strange = UUID.randomUUID().toString();
    var events = eventsOf(self, room);
    if (fault.equals("signature")) {
      byte[] first = ChatClient.bytes(events.get(0).path("entry"));
      first[first.length - 1] ^= 1;
      ((ObjectNode) events.get(0)).put("entry", Base64Text.of(first));
    } else if (fault.equals("nothing")) {
      events.removeAll();
    }
    lists(strange, summary(bob, room).put("roomId", strange).put("name", "Trap"), events);
    var broken = row("A room that can’t be verified");
    assertThat(broken).hasAccessibleName(Pattern.compile(".*can’t be verified$"));
    assertThat(row("Trap")).hasCount(0);
    broken.click();
    assertThat(alice.page.locator(".badge")).hasText("Can’t be verified");
    assertThat(alice.page.locator("textarea")).hasCount(0);
    if (!fault.equals("nothing")) {
      assertThat(alice.page.locator(".trouble[data-code=" + fault + "]")).isVisible();
    }
    alice.lookedAt("room-broken-" + fault);
    assertThat(hostile.everythingSent()).doesNotContain(strange);
  }

  private static byte[] last(ArrayNode events) {
    return Sha256.of(ChatClient.bytes(events.get(events.size() - 1).path("entry")));
  }

  private static void add(ArrayNode events, byte[] event) {
    long pos = events.get(events.size() - 1).path("pos").asLong() + 1;
    events.add(Api.JSON.valueToTree(HostileServer.shown(pos, 3, event)));
  }

  /// An invitation with these keys, by a member who may invite.
  private static byte[] event(
      RoomId room, ChatClient actor, int kind, byte[] prev, Keys.Made invited) {
    byte[] data =
        new ByteWriter().bytes(invited.keys().id).u64(System.currentTimeMillis() + HOUR).done();
    return actor.signed(room, kind, prev, self.user, data);
  }

  private static void isForeign(String strange, String words) {
    isNoted(words);
    assertThat(alice.page.locator("a[href='#/room/" + strange + "']")).hasCount(0);
    alice.page.evaluate("id => { location.hash = `#/room/${id}`; }", strange);
    assertThat(alice.page.locator("sc-empty")).isVisible();
    assertThat(alice.page.locator("sc-room")).hasCount(0);
    assertThat(hostile.everythingSent()).doesNotContain(strange);
  }

  private static void isNoted(String words) {
    var note = alice.page.locator(".rail__note", new Page.LocatorOptions().setHasText(words));
    assertThat(note).isVisible();
  }
}
