package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.bytes.ByteWriter;
import io.securechat.client.LetterboxAddress;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that lies about letterboxes and letters.
class HostileLetterboxTest extends HostileRig {

  private static final int EVENT = 3;
  private static final int LETTER = 4;
  private static final byte[] SEED = new byte[32];

  @AfterEach
  void honestAgain() {
    hostile.isHonest();
  }

  private static Locator locked(String reason) {
    return alice.page.locator(".locked[data-reason=" + reason + "]");
  }

  private static void press(String button) {
    alice
        .page
        .locator("dialog[open] button", new Page.LocatorOptions().setHasText(button))
        .last()
        .click();
  }

  /// Alice opens a letterbox, and the list of them stays open.
  private static String openBox() {
    alice.page.locator(".head__more").click();
    alice.page.locator("#room-menu").getByText("Letterboxes…").click();
    press("New letterbox");
    alice.page.locator("#box-name").fill("Backups");
    press("Open letterbox");
    assertThat(alice.page.locator("#box-address")).isVisible();
    String address = alice.page.locator("#box-address").inputValue();
    press("Done");
    assertThat(alice.page.locator(".boxes__one")).hasCount(1);
    return address;
  }

  @Test
  void aLetterOfAClosedBoxIsNotShown() {
    String address = openBox();
    alice.page.locator(".boxes__one .btn--red").click();
    press("Close letterbox");
    assertThat(alice.page.locator(".boxes__one--closed")).hasCount(1);
    alice.page.keyboard().press("Escape");
    hostile.inject(room, head() + 1, LETTER, LetterboxTest.sealed(address, "after the end"));
    assertThat(locked("closed-box")).containsText("Letterbox isn’t open");
    alice.seesNot("after the end");
    alice.lookedAt("letter-closed-box");
  }

  @Test
  void aLetterThatComesAgainIsARepetition() throws Exception {
    String address = openBox();
    alice.page.keyboard().press("Escape");
    byte[] letter = LetterboxTest.sealed(address, "once and for all");
    long next = head() + 1;
    assertThat(LetterboxTest.send(address, "application/octet-stream", letter)).isEqualTo(204);
    alice.seesOnce("once and for all");
    hostile.inject(room, next + 1, LETTER, letter);
    assertThat(locked("repeated")).hasCount(1);
    alice.seesOnce("once and for all");
  }

  @Test
  void aMemberWhoIsNoOwnerOpensNoLetterbox() {
    byte[] event = LetterboxAddress.event(darth, room, 1, false, SEED, "Trap");
    hostile.inject(room, head() + 1, EVENT, event);
    isHeld("not-owner", "Darth isn’t an owner");
    alice.seesNot("Trap");
  }

  @Test
  void theServerOpensNoLetterbox() {
    byte[] data =
        new ByteWriter()
            .u32(1)
            .u8(0)
            .bytes(LetterKey.publicKey(SEED))
            .bytes("Trap".getBytes(StandardCharsets.UTF_8))
            .done();
    byte[] event = byServer(RoomEvent.LETTERBOX_OPENED, RoomEvent.SERVER.value(), data);
    hostile.inject(room, head() + 1, EVENT, event);
    isHeld("by-server", "The server itself has signed a change");
    alice.seesNot("Trap");
  }
}
