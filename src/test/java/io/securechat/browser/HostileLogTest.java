package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.bytes.ByteWriter;
import io.securechat.rooms.Mode;
import io.securechat.rooms.RoomEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that lies about what stands in a room's log: for each lie, what the browser shows.
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
    alice.seesNot("From before you joined");
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
      assertThat(alice.page.locator(".line--waiting").last()).containsText("Held back");
      assertThat(hostile.handedOver(room)).isEqualTo(before);
      hostile.isHonest();
    }
    assertThat(hostile.everythingSent()).doesNotContain(SECRET_PLAN);
  }

  @Test
  void whoJoinedIsOwedEverythingFromThenOnAndWithAnOpenHistoryEverything() {
    hostile.isHonest();
    String title = "Later " + room.substring(0, 4);
    String joined = bob.createRoom(Mode.END_TO_END, title);
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
}
