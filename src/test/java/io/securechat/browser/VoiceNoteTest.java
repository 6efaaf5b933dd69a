package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.testing.Browser;
import io.securechat.testing.TestServer;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Voice messages, recorded by the browser's own microphone, which beeps each second here.
class VoiceNoteTest {

  /// Remembers what the page hears.
  private static final String EARS =
      """
      globalThis.heard = [];
      const hear = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        const stream = await hear(wanted);
        globalThis.heard.push(...stream.getTracks());
        return stream;
      };
      """;

  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.inWholeChromium(server);
    alice.page.addInitScript(EARS);
    alice.signIn("alice", "wonderland").createRoom("Voices", "bob");
    bob = Person.at(server).signIn("bob", "the builder").accept("Voices");
    alice.createRoom("Elsewhere", "");
  }

  @AfterAll
  static void stop() {
    alice.close();
    Browser.closeWholeChromium();
    bob.close();
    server.close();
  }

  @BeforeEach
  void mayHear() {
    alice.context().grantPermissions(List.of("microphone"));
    alice.openRoom("Voices");
  }

  private static Locator recorder() {
    return alice.page.getByRole(
        AriaRole.GROUP, new Page.GetByRoleOptions().setName("Recording").setExact(true));
  }

  private static Locator button(String name) {
    return recorder()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void press(String name) {
    button(name).click();
  }

  /// Once it shows that it hears something.
  private static Locator begun() {
    alice.button("Record a voice message").click();
    alice.page.waitForCondition(() ->
        (boolean)
            recorder()
                .evaluate(
                    "(one) => [...one.querySelectorAll('rect')].some((bar) => bar.getBBox().height"
                        + " > 4 * one.querySelector('rect').getBBox().height)"));
    return recorder().getByRole(AriaRole.TIMER);
  }

  private static void isDeaf() {
    alice.page.waitForCondition(() ->
        (boolean)
            alice.page.evaluate(
                "heard.length > 0 && heard.every((track) => track.readyState === 'ended')"));
  }

  @Test
  void aVoiceMessageIsRecordedWithAPauseSentAndPlayed() {
    var time = begun();
    assertThat(time).hasText("0:01");
    press("Pause recording");
    String paused = time.innerText();
    alice.lookedAt("voice-paused");
    assertThat(time).hasText(paused);
    press("Listen");
    assertThat(time).hasText("0:00");
    press("Stop listening");
    assertThat(time).hasText(paused);
    press("Listen");
    assertThat(button("Stop listening")).isVisible();
    // At its end.
    assertThat(button("Listen")).isVisible();
    press("Continue recording");
    assertThat(time).not().hasText(paused);
    press("Send voice message");
    isDeaf();
    assertThat(recorder()).hasCount(0);
    assertThat(alice.page.locator("sc-composer textarea")).isFocused();
    var voice =
        bob.page.getByRole(
            AriaRole.GROUP,
            new Page.GetByRoleOptions().setName(Pattern.compile("^Voice message, 0:0[1-9]$")));
    voice.getByRole(AriaRole.BUTTON).first().click();
    assertThat(voice.locator("time")).containsText(Pattern.compile("^0:0[1-9] / 0:0[1-9]"));
    bob.lookedAt("voice-played");
  }

  @Test
  void escapeDiscardsWhatWasRecordedAndSoDoesAnotherRoom() {
    begun();
    alice.page.keyboard().press("Escape");
    isDeaf();
    assertThat(alice.page.getByText("Recording discarded")).isVisible();
    assertThat(recorder()).hasCount(0);
    begun();
    alice.openRoom("Elsewhere");
    isDeaf();
    assertThat(recorder()).hasCount(0);
    assertThat(alice.page.locator(".fchip")).hasCount(0);
  }

  @Test
  void whoMayNotHearIsToldWhy() {
    alice.context().clearPermissions();
    alice.button("Record a voice message").click();
    assertThat(alice.page.locator("sc-composer"))
        .containsText("Your browser blocked the microphone.");
    assertThat(alice.page.locator("sc-composer textarea")).isVisible();
    alice.page.evaluate(
        """
        () => {
          const own = navigator.mediaDevices.getUserMedia;
          navigator.mediaDevices.getUserMedia = async () => {
            navigator.mediaDevices.getUserMedia = own;
            throw new DOMException('', 'NotFoundError');
          };
        }\
        """);
    alice.button("Record a voice message").click();
    assertThat(alice.page.locator("sc-composer")).containsText("No microphone was found.");
  }
}
