package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A member who abuses what every member may do, on an honest server: for each trick, what the
/// others see of it, and that they go on.
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

  private void darthSays(String text, byte[] stream, long seq) {
    var answer = darth.post(room, UUID.randomUUID(), darth.seal(room, text, stream, seq));
    assertThat(answer.path("type").asString()).isEqualTo("accepted");
  }

  private byte[] streamOf(long pos) {
    return Arrays.copyOfRange(entry(pos), 41, 57);
  }
}
