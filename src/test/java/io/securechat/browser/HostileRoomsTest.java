package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies, outside of the log, about rooms' names and modes: the page goes by each
/// room's signed events.
class HostileRoomsTest extends HostileListRig {

  // Modes.

  @Test
  void aRoomOfMembersIsWhatItWasCreatedAsWhateverTheServerCallsIt() {
    calls("welcome joined detail", summary -> summary.put("mode", "managed"));
    isShownAs("Only members can read this", "only members can read this");
    assertThat(whoCanRead()).containsText("Only these 3 people.");
    isHeld("kind-end-to-end", "The server says that it manages the keys of this room");
  }

  @ParameterizedTest
  @ValueSource(strings = {"welcome", "joined", "detail", "welcome joined detail"})
  void aRoomWithKeysOfTheServerIsNeverShownAsOneOfMembers(String places) {
    aManagedRoom();
    calls(places, summary -> summary.put("mode", "end-to-end"));
    isShownAs("Server-managed keys", "server-managed keys");
    assertThat(whoCanRead()).containsText("and the server if it doesn’t delete its copy");
    assertThat(whoCanRead()).not().containsText("Only these");
    isHeld("kind-managed", "The server says that only members can read this room");
  }

  @Test
  void aKindThatDoesNotExistIsAContradictionToo() {
    calls("detail", summary -> summary.put("mode", "open"));
    isShownAs("Only members can read this", "only members can read this");
    isHeld("kind-end-to-end", "It was created as a room that only members can read");
  }

  @Test
  void beforeItsEventsAreReadARoomIsOfTheKindThatWasPinnedAndNobodyWrites() {
    alice.page.evaluate("() => document.getElementById('app').session.trust.flush()");
    hostile.alters("/events", answer -> null);
    calls("welcome", summary -> summary.put("mode", "managed").put("name", "Another name"));
    assertThat(row("Another name"))
        .hasAccessibleName(
            Pattern.compile("Another name ?, .*only members can read this, not verified yet"));
    assertThat(alice.page.locator(".badge")).hasText("Only members can read this");
    assertThat(alice.page.locator("textarea")).isDisabled();
    assertThat(alice.page.locator(".head h1")).not().containsText("Another name");
    assertThat(alice.page).not().hasTitle(Pattern.compile("Another name"));
    hostile.isHonest();
    alice.page.reload();
    alice.atHome().openRoom(name).say("verified again").seesOnce("verified again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"managed", "end-to-end"})
  void ofARoomThatWasNeverOpenedNothingIsClaimedBeforeItsEventsAreRead(String called) {
    hostile.alters("/events", answer -> null);
    hostile.altersFrames(frame -> listing(frame, null, summary -> summary.put("mode", called)));
    String fresh = roomOfBob(RoomMode.END_TO_END);
    String freshName = OTHERS + others;
    assertThat(row(freshName))
        .hasAccessibleName(Pattern.compile(freshName + " ?, not verified yet$"));
    row(freshName).click();
    assertThat(alice.page.locator(".badge")).hasText("Not verified yet");
    assertThat(alice.page.locator("textarea")).isDisabled();
    assertThat(alice.page.locator("sc-room")).not().containsText(freshName);
    alice.lookedAt("room-not-verified");
    assertThat(hostile.handedOver(fresh)).isZero();
  }

  // Names.

  @Test
  void exchangedNamesOfRoomsAreNotBelieved() {
    String fresh = roomOfBob(RoomMode.END_TO_END);
    String freshName = OTHERS + others;
    hostile.altersFrames(frame ->
        listing(
            listing(frame, room, summary -> summary.put("name", freshName)),
            fresh,
            summary -> summary.put("name", name)));
    hostile.alters("/api/rooms/" + room + "$", detail -> detail.put("name", freshName));
    alice.page.reload();
    alice.atHome();
    assertThat(row(name)).hasAttribute("href", "#/room/" + room);
    assertThat(row(freshName)).hasAttribute("href", "#/room/" + fresh);
    isCalled(name);
    row(freshName).click();
    isCalled(freshName);
    alice.say("for the other room").seesOnce("for the other room");
    bob.hears(fresh, "for the other room");
  }

  @Test
  void aNewNameThatNoOwnerHasSignedIsNotBelievedAndOneThatIsSignedIs() {
    var summary = summary(bob, room);
    hostile.tells(
        Api.fields("type", "joined", "room", summary.put("name", "Renamed by the server")));
    bob.say(room, "after the new name");
    alice.seesOnce("after the new name");
    isCalled(name);
    assertThat(row("Renamed by the server")).hasCount(0);
    String fresh = roomOfBob(RoomMode.MANAGED);
    assertThat(row(OTHERS + others)).hasCount(1);
    bob.change(
        fresh,
        RoomEvent.RENAMED,
        RoomEvent.SERVER.value(),
        "Renamed by its owner".getBytes(StandardCharsets.UTF_8));
    assertThat(row("Renamed by its owner")).hasAttribute("href", "#/room/" + fresh);
  }

  @Test
  void aNoticeNamesTheRoomAsItsEventsDo() {
    hostile.altersFrames(frame -> listing(frame, null, summary -> summary.put("name", name)));
    String fresh = roomOfBob(RoomMode.END_TO_END);
    assertThat(row(OTHERS + others)).hasCount(1);
    bob.change(fresh, RoomEvent.REMOVED, self.user, new byte[0]);
    assertThat(alice.page.locator(".toast").last())
        .containsText("no longer a member of " + OTHERS + others);
  }

  @Test
  void manyRoomsAreVerifiedInTheBackgroundWithoutBeingOpened() {
    int first = others + 1;
    for (int i = 0; i < 5; i++) {
      roomOfBob(i % 2 == 0 ? RoomMode.MANAGED : RoomMode.END_TO_END);
    }
    hostile.altersFrames(frame -> listing(frame, null, summary -> summary.put("name", "?")));
    alice.page.reload();
    alice.atHome();
    for (int i = 0; i < 5; i++) {
      String kind = i % 2 == 0 ? "server-managed keys" : "only members can read this";
      assertThat(row(OTHERS + (first + i)))
          .hasAccessibleName(Pattern.compile(".*[0-9] ?, (.* unread, )?" + kind + "$"));
    }
    assertThat(alice.page.locator(".row--unchecked")).hasCount(0);
  }

  private void calls(String places, Consumer<ObjectNode> change) {
    var truth = summary(bob, room);
    if (places.contains("welcome")) {
      hostile.altersFrames(frame -> listing(frame, room, change));
    }
    if (places.contains("detail")) {
      hostile.alters(
          "/api/rooms/" + room + "$",
          detail -> {
            change.accept(detail);
            return detail;
          });
    }
    alice.page.reload();
    alice.atHome();
    if (places.contains("joined")) {
      change.accept(truth);
      hostile.tells(Api.fields("type", "joined", "room", truth));
    }
  }

  private void isShownAs(String badge, String words) {
    assertThat(alice.page.locator(".head h1")).hasText(name);
    assertThat(alice.page.locator(".badge")).hasText(badge);
    assertThat(row(name)).hasAccessibleName(Pattern.compile(name + " ?, .*" + words + "$"));
  }

  private static Locator whoCanRead() {
    var panel = alice.page.locator("sc-who");
    if (panel.count() == 0) {
      alice.page.locator(".badge").click();
    }
    return panel;
  }

  private static void isCalled(String name) {
    assertThat(alice.page.locator(".head h1")).hasText(name);
    assertThat(alice.page.locator("textarea")).hasAttribute("placeholder", "Message " + name);
    assertThat(alice.page).hasTitle(Pattern.compile("(^|\\) )" + name + " · Secure Chat$"));
  }
}
