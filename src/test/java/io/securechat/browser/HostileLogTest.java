package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that lies about the content of a room's log: for each lie, what the browser shows.
class HostileLogTest extends HostileRig {

  private static final int MESSAGE = 1;
  private static final int RECORD = 2;
  private static final int EVENT = 3;

  @AfterEach
  void honestAgain() {
    hostile.isHonest();
  }

  private Locator locked(String reason) {
    return alice.page.locator(".locked[data-reason=" + reason + "]");
  }

  private Locator trouble(String code) {
    return alice.page.locator(".trouble[data-code=" + code + "]");
  }

  @Test
  void aMessageThatIsServedAsAHashIsNamedAndNothingConfirmsIt() {
    hostile.servesAsHash(room, MESSAGE, head() + 1);
    bob.say(room, "you do not get this one");
    assertThat(locked("withheld")).containsText("Withheld by the server");
    assertThat(trouble("withheld")).containsText("The server withholds messages from you");
    alice.page.locator(".badge").click();
    assertThat(alice.page.locator("sc-who .seen"))
        .containsText("The server withholds a message from you that others can read");
    alice.lookedAt("line-withheld");
    alice.button("Close").click();
    hostile.isHonest();
    alice.page.reload();
    alice.atHome().seesOnce("you do not get this one");
    assertThat(trouble("withheld")).hasCount(0);
  }

  @Test
  void aHashInALiveFrameAloneIsAskedForAndShown() {
    hostile.altersFrames(frame ->
        HostileServer.isEntries(frame, room) ? HostileServer.asHash(frame, MESSAGE, 1) : frame);
    bob.say(room, "asked for again");
    alice.seesOnce("asked for again");
    assertThat(trouble("withheld")).hasCount(0);
  }

  @Test
  void messagesOfAnEarlierPageAreNamedInSlicesToo() {
    hostile.servesAsHash(room, MESSAGE, 1);
    alice.page.reload();
    alice.atHome();
    assertThat(locked("withheld")).hasCount(2);
    assertThat(trouble("withheld")).isVisible();
    alice.seesNot("Sent before you joined");
  }

  @Test
  void aChangeOrARecordIsNeverAHash() {
    for (int type : new int[] {EVENT, RECORD}) {
      hostile.servesAsHash(room, type, 1);
      alice.page.reload();
      alice.atHome();
      assertThat(trouble("withheld-change")).containsText("withholds a change of this room");
      long before = hostile.handedOver(room);
      alice.say(SECRET_PLAN);
      assertThat(alice.page.locator(".message--waiting").last()).containsText("On hold");
      assertThat(hostile.handedOver(room)).isEqualTo(before);
      hostile.isHonest();
    }
    assertThat(hostile.everythingSent()).doesNotContain(SECRET_PLAN);
  }

  @Test
  void whoJoinedIsOwedEverythingFromThenOnAndWithAnOpenHistoryEverything() {
    hostile.isHonest();
    String title = "Later " + room.substring(0, 4);
    String joined = bob.createRoom(RoomMode.END_TO_END, title);
    bob.say(joined, "before alice came");
    long tomorrow = System.currentTimeMillis() + 86_400_000;
    byte[] invitation = new ByteWriter().bytes(aliceIdentity().bytes()).u64(tomorrow).done();
    var answer = bob.change(joined, RoomEvent.INVITED, aliceUser(), invitation);
    assertThat(answer.status()).as(answer.body().toString()).isLessThan(300);
    alice.open("/").atHome().accept(title).sees("Alice joined");
    assertThat(locked("before-joining")).hasCount(1);
    assertThat(trouble("withheld")).hasCount(0);
    hostile.servesAsHash(joined, MESSAGE, 1);
    bob.say(joined, "the first one for alice");
    assertThat(locked("withheld")).hasCount(1);
    bob.change(joined, RoomEvent.HISTORY, RoomEvent.SERVER.value(), new byte[] {1});
    assertThat(locked("withheld")).hasCount(2);
    assertThat(locked("before-joining")).hasCount(0);
  }

  /// Posts more messages than a page loads at first, and returns one from before.
  private byte[] earlyMessage() {
    long early = positionOf("morning alice");
    for (int i = 1; i <= 70; i++) {
      bob.say(room, "message number " + i);
    }
    alice.sees("message number 70").page.reload();
    alice.atHome().sees("message number 70").seesNot("Alice created this room");
    return entry(early);
  }

  @Test
  void aMessageFromBeyondWhatIsLoadedIsARepetition() {
    byte[] own = entry(positionOf("good morning"));
    byte[] early = earlyMessage();
    hostile.inject(room, head() + 1, MESSAGE, early);
    assertThat(locked("repeated")).hasCount(1);
    hostile.inject(room, head() + 2, MESSAGE, own);
    assertThat(locked("repeated")).hasCount(2);
    assertThat(locked("checking")).hasCount(0);
    alice.page.locator(".scroll").evaluate("scroll => scroll.scrollTop = 0");
    alice.sees("Alice created this room").seesOnce("morning alice").seesOnce("good morning");
    assertThat(locked("repeated")).hasCount(2);
  }

  @Test
  void aRepetitionIsAlsoFoundInTheFirstSlice() {
    byte[] early = earlyMessage();
    long next = head() + 1;
    hostile.alters(
        "/api/rooms/" + room + "/log\\?limit",
        slice -> {
          slice.withArray("entries").addPOJO(HostileServer.shown(next, MESSAGE, early));
          return slice;
        });
    alice.page.reload();
    alice.atHome();
    assertThat(locked("repeated")).hasCount(1);
    bob.say(room, "the real message at that number");
    assertThat(trouble("two-stories")).containsText("a different history");
  }

  @Test
  void fromAnotherEpochItIsOutOfTime() {
    byte[] early = entry(positionOf("morning alice"));
    alice.remove("Darth").sees("Alice removed Darth").say("on we go").seesOnce("on we go");
    hostile.inject(room, head() + 1, MESSAGE, early);
    assertThat(locked("out-of-time")).hasCount(1);
  }

  @Test
  void whatIsAcceptedButNotInTheLogIsNeverShownAsSent() {
    hostile.answersPosts(post -> accepted(post, positionOf("morning alice")));
    alice.say("do not lose me");
    assertThat(alice.page.locator(".failed")).containsText("doesn’t show it");
    alice.lookedAt("line-not-shown");
    alice.page.reload();
    alice.atHome();
    assertThat(alice.page.locator(".failed")).containsText("doesn’t show it");
    hostile.isHonest();
    alice.page.locator(".failed").getByText("Try again").click();
    alice.seesOnce("do not lose me");
    assertThat(bob.texts(room).values()).containsOnlyOnce("do not lose me");
  }

  @Test
  void aPositionThatDoesNotExistIsWaitedForAndThenNotShownAsSent() {
    hostile.answersPosts(post -> accepted(post, 1_000_000));
    alice.say("still on its way");
    assertThat(alice.page.locator(".message--sending")).containsText("Sending…");
    alice.page.waitForTimeout(1_000);
    assertThat(alice.page.locator(".message--sending")).containsText("Sending…");
    hostile.isHonest();
    alice.page.reload();
    alice.atHome().seesOnce("still on its way");
    assertThat(bob.texts(room).values()).containsOnlyOnce("still on its way");
  }

  @Test
  void falseNumbersAnswersForOtherRoomsAndMissingAnswersLoseAndDoubleNothing() {
    hostile.altersFrames(frame -> isAccepted(frame) ? frame.put("pos", 1) : frame);
    alice.say("with a false number").seesOnce("with a false number");
    hostile.altersFrames(
        frame -> isAccepted(frame) ? frame.put("roomId", UUID.randomUUID().toString()) : frame);
    alice.say("answered for another room").seesOnce("answered for another room");
    hostile.altersFrames(frame -> isAccepted(frame) ? null : frame);
    alice.say("never answered").seesOnce("never answered");
    hostile.isHonest();
    alice.page.reload();
    alice.atHome().seesOnce("never answered");
    assertThat(bob.texts(room).values())
        .containsOnlyOnce("with a false number")
        .containsOnlyOnce("answered for another room")
        .containsOnlyOnce("never answered");
  }

  private static boolean isAccepted(JsonNode frame) {
    return frame.path("type").asString().equals("accepted");
  }

  private static Object accepted(JsonNode post, long pos) {
    return Api.fields(
        "type", "accepted",
        "roomId", post.path("roomId").asString(),
        "clientId", post.path("clientId").asString(),
        "pos", pos,
        "at", System.currentTimeMillis());
  }

  @Test
  void framesThatPromiseMoreThanTheLogHasCauseNoStorm() {
    long before = hostile.asked(room);
    for (int i = 0; i < 200; i++) {
      hostile.tells(Api.fields("type", "head", "roomId", room, "pos", 1_000_000 + i));
    }
    byte[] entry = entry(head());
    for (int i = 0; i < 50; i++) {
      hostile.inject(room, 1_000_000 + i, MESSAGE, entry);
    }
    alice.page.waitForTimeout(2_000);
    assertThat(hostile.asked(room) - before).isLessThan(40);
    assertThat(trouble("torn")).isVisible();
    bob.say(room, "the real next one");
    alice.seesOnce("the real next one");
  }

  @Test
  void aLastNumberThatIsTooLowOrTooHighCausesNoStorm() {
    long before = hostile.asked(room);
    claims(1_000_000, 1);
    claims(1, 1_000_000);
    alice.page.waitForTimeout(2_000);
    assertThat(hostile.asked(room) - before).isLessThan(40);
    bob.say(room, "and on");
    alice.seesOnce("and on");
  }

  /// Claims one last position in a frame and another one in answers, while another client has read
  /// something.
  private void claims(long framed, long answered) {
    hostile.alters("/api/rooms/" + room + "$", detail -> detail.put("lastPos", answered));
    var summary = (ObjectNode) darth.api.get("/api/rooms/" + room).body();
    summary.put("lastPos", framed).put("readPos", 0);
    hostile.tells(Api.fields("type", "joined", "room", summary));
    hostile.tells(Api.fields("type", "read", "roomId", room, "pos", head() + 1));
    alice.page.waitForTimeout(500);
  }
}
