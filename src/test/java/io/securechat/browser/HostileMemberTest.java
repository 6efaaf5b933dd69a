package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.client.EpochMaker;
import io.securechat.client.Rest;
import io.securechat.protocol.EpochRecord;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A member who abuses what every member may do, on an honest server: for each attack, what the
/// others see of it, and that they can go on.
class HostileMemberTest extends HostileRig {

  private static final long HIGHEST = 0xffff_ffffL;

  @Test
  void aCopiedStreamWithTheHighestNumberSilencesNobody() {
    darthSays("I speak in the stream of bob", streamOf(head()), HIGHEST);
    alice.seesOnce("I speak in the stream of bob");
    bob.say(room, "and I am still heard");
    alice.seesOnce("and I am still heard");
    assertThat(alice.page.locator(".locked")).hasCount(0);
    alice.page.reload();
    alice.atHome().seesOnce("and I am still heard");
    assertThat(alice.page.locator(".locked")).hasCount(0);
  }

  @Test
  void aCopyOfOnesOwnStreamSilencesNobodyEither() {
    darthSays("I speak in the stream of alice", streamOf(positionOf("good morning")), HIGHEST);
    alice
        .seesOnce("I speak in the stream of alice")
        .say("my next message")
        .seesOnce("my next message");
    bob.hears(room, "my next message");
    assertThat(alice.page.locator(".locked")).hasCount(0);
  }

  @Test
  void aStreamThatIsCopiedBeforeItsOwnerWritesIsStillTheirs() {
    byte[] stream = new byte[16];
    stream[0] = 1;
    darthSays("I was here first", stream, HIGHEST);
    bob.post(room, UUID.randomUUID(), bob.seal(room, "that is my stream", stream, 0));
    alice.seesOnce("I was here first").seesOnce("that is my stream");
    assertThat(alice.page.locator(".locked")).hasCount(0);
  }

  @Test
  void whoCannotOpenAnEpochOpensTheNextOneAndItsMakerIsNamed() {
    aRoomThatDarthOpens();
    assertThat(alice.page.locator(".trouble[data-code=unreadable-key]"))
        .containsText("The current key of this room, which Darth created, can’t be opened here");
    alice.page.locator(".badge").click();
    assertThat(cell(0)).hasAttribute("title", "can’t be decrypted here");
    assertThat(cell(1)).hasAttribute("title", "was given the key, not confirmed yet");
    assertThat(cell(2)).hasAttribute("title", "can read it");
    alice.lookedAt("key-unreadable");
    alice.say("one").say("two").say("three").seesOnce("three");
    bob.hears(room, "three");
    assertThat(bob.texts(room).values()).containsExactly("one", "two", "three");
    alice.sees("Alice couldn’t open the key that Darth had made, and created a new one");
    assertThat(alice.page.locator(".trouble")).hasCount(0);
    assertThat(hostile.everythingSent()).doesNotContain("\"one\"");
    alice.button("Close").click();
  }

  private com.microsoft.playwright.Locator cell(int row) {
    return alice.page.locator("sc-who tbody tr").nth(row).locator("td").last();
  }

  @Test
  void twoWhoCannotOpenAnEpochAtOnceBothGoOn() {
    aRoomThatDarthOpens();
    try (var other = Person.at(server).signIn("bob", "the builder").openRoom(name)) {
      assertThat(other.page.locator(".trouble[data-code=unreadable-key]")).isVisible();
      alice.say("alice goes on");
      other.say("bob goes on").seesOnce("bob goes on").seesOnce("alice goes on");
      alice.seesOnce("alice goes on").seesOnce("bob goes on");
    }
  }

  @Test
  void whoRepeatsItIsStoppedByTheLimitOrByAnOwner() {
    aRoomThatDarthOpens();
    for (int i = 1; i <= 6; i++) {
      alice.say("message " + i).seesOnce("message " + i);
      assertThat(darthOpens(EpochRecord.GRANT_UNREADABLE).status()).isEqualTo(201);
    }
    assertThat(darthOpens(EpochRecord.GRANT_UNREADABLE).status()).isNotEqualTo(201);
    alice.say("message 7");
    assertThat(alice.page.locator(".message--waiting, .message--sending")).hasCount(1);
    assertThat(alice.page.locator(".trouble[data-code=unreadable-key]")).containsText("Darth");
    alice.page.waitForTimeout(1_500);
    alice.remove("Darth").sees("Alice removed Darth").seesOnce("message 7");
    assertThat(bob.texts(room).values())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 7).mapToObj(i -> "message " + i).toList());
  }

  private void aRoomThatDarthOpens() {
    name = "Spoilt " + name.substring(5);
    alice.createPrivateRoom(name, "bob, darth");
    room = roomOf(alice);
    bob.join(room);
    darth.join(room);
    alice.sees("Darth joined");
    assertThat(darthOpens(0).status()).isEqualTo(201);
  }

  private Rest.Answer darthOpens(int reason) {
    var maker = new EpochMaker(darth).spoiling();
    return maker.submit(
        room, reason == EpochRecord.GRANT_UNREADABLE ? maker.replace(room) : maker.make(room));
  }

  private void darthSays(String text, byte[] stream, long seq) {
    var answer = darth.post(room, UUID.randomUUID(), darth.seal(room, text, stream, seq));
    assertThat(answer.path("type").asString()).isEqualTo("accepted");
  }

  private byte[] streamOf(long pos) {
    return Arrays.copyOfRange(entry(pos), 41, 57);
  }
}
