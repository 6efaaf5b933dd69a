package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.securechat.client.Content;
import io.securechat.client.Contents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Content other than text: edits, reactions and pins belong to their message, and content of a
/// newer version is labelled as such.
class ContentTest extends HostileRig {

  private static final String NEWER = "Sent with a newer version of Secure Chat.";
  private static final long AT = 1_790_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"t\":\"poll\",\"b\":\"tea or coffee\",\"at\":1}",
        "{\"t\":\"text\",\"b\":\"tea or coffee\",\"at\":1,\"font\":\"large\"}",
        "{\"t\":\"text\",\"b\":[\"tea or coffee\"],\"at\":1}",
        "{\"t\":\"edit\",\"b\":\"tea or coffee\",\"at\":1}"
      })
  void contentOfANewerVersionIsNamedAndNotHalfInterpreted(String json) {
    new Contents(bob, room).post(json, false);
    assertThat(alice.page.locator(".locked[data-reason=newer]")).hasCount(1);
    assertThat(alice.page.locator(".locked[data-reason=newer]")).containsText(NEWER);
    alice.seesNot("tea or coffee").say("still here").seesOnce("still here");
    alice.lookedAt("newer-version");
  }

  @Test
  void whatIsNoObjectIsDamaged() {
    new Contents(bob, room).post("[\"tea or coffee\"]", false);
    assertThat(alice.page.locator(".locked[data-reason=damaged]")).hasCount(1);
    alice.seesNot("tea or coffee");
  }

  @Test
  void relationsAreInTheStateOfTheRoomAndNotAmongItsMessages() {
    var contents = new Contents(bob, room);
    long pos = contents.say("see you at noon");
    var ref = contents.ref(pos);
    contents.say(new Content.Edit(ref, "see you at one", AT, null));
    contents.say(new Content.React(ref, "👍", true, AT));
    contents.say(new Content.Pin(ref, true, AT));
    new Contents(darth, room).say(new Content.Edit(ref, "see you at ten", AT, null));
    new Contents(darth, room).say(new Content.React(ref, "👍", true, AT));
    assertPicture(pos);
    int messages = alice.page.locator(".message").count();
    assertThat(messages).isEqualTo(3);
    assertThat(alice.page.locator(".locked")).hasCount(0);

    alice.page.reload();
    alice.atHome().seesOnce("see you at one").seesNot("see you at noon").seesNot("see you at ten");
    assertPicture(pos);
    assertThat(alice.page.locator(".message")).hasCount(messages);
  }

  private static void assertPicture(long pos) {
    alice.page.waitForFunction(
        "pos => document.querySelector('sc-timeline').room.verified.timeline"
            + ".pictureAt(pos)?.ignored.length === 1",
        (int) pos);
    var picture =
        alice.page.evaluate(
            """
            pos => {
              const { pinning, verified: { timeline } } = document.querySelector('sc-timeline').room;
              const { versions, reactions, pinned } = timeline.pictureAt(pos);
              return [versions.map((v) => v.text), reactions.map((r) => [r.emoji, r.userIds.length]),
                pinned, pinning.all.map((one) => one.pos), timeline.relationCounts];
            }
            """,
            (int) pos);
    assertThat(picture)
        .isEqualTo(
            List.of(
                List.of("see you at noon", "see you at one"),
                List.of(List.of("👍", 2)),
                true,
                List.of((int) pos),
                Map.of("waiting", 0, "ignored", 1)));
  }

  @Test
  void relationsAreNeitherUnreadNorMoveARoomUp() {
    String quiet = name;
    String above = "Above " + name.replace("Plan ", "");
    var contents = new Contents(bob, room);
    long pos = contents.say("see you at noon");
    alice.seesOnce("see you at noon");
    alice.createPrivateRoom(above, "bob").sees("created this room");
    contents.say(new Content.React(contents.ref(pos), "👍", true, AT));
    contents.say("a message of its own");
    assertThat(row(quiet).locator(".count")).hasText("1");
    alice.page.reload();
    assertThat(row(quiet).locator(".count")).hasText("1");
    alice.openRoom(quiet).seesOnce("a message of its own");

    alice.openRoom(above).say("the latest").seesOnce("the latest");
    contents.say(new Content.React(contents.ref(pos), "🎉", true, AT));
    alice.page.waitForFunction(
        "() => document.querySelector('sc-chat').session.rooms.some((r) => r.lastPos === %d)"
            .formatted(head()));
    assertThat(alice.page.locator("a.row").first()).containsText(above);
    assertThat(row(quiet).locator(".count")).hasCount(0);
    alice.page.reload();
    assertThat(alice.page.locator("a.row").first()).containsText(above);
    assertThat(row(quiet).locator(".count")).hasCount(0);
  }

  private static Locator row(String name) {
    return alice.page.locator("a.row").filter(new Locator.FilterOptions().setHasText(name));
  }

  @Test
  void thePagePostsAnyContentQuietlyWhereItIsNoMessage() {
    var ref = new Contents(bob, room).ref(positionOf("morning alice"));
    alice.page.evaluate(
        """
        ([pos, hash]) => document.querySelector('sc-timeline').room
          .post({ t: 'react', of: [pos, hash], e: '👍', on: true, at: 1 })
        """,
        List.of((int) ref.pos(), ref.hash()));
    alice.page.waitForFunction(
        "pos => document.querySelector('sc-timeline').room.verified.timeline"
            + ".pictureAt(pos).reactions.length === 1",
        (int) ref.pos());
    var posted = bob.log(room).getLast();
    assertThat(posted.path("quiet").asBoolean()).isTrue();
    assertThat(alice.page.locator(".message--sending, .message--waiting, .failed")).hasCount(0);
    alice.page.reload();
    alice.atHome().seesOnce("morning alice");
    assertThat(bob.log(room).getLast().path("pos").asLong()).isEqualTo(posted.path("pos").asLong());
  }
}
