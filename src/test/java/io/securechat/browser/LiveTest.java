package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.securechat.testing.Api.fields;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.client.ChatClient;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Users see who is typing and who has seen their newest message.
class LiveTest {

  private static TestServer server;
  private static Person alice;
  private static ChatClient darth;
  private static String room;

  @BeforeAll
  static void openARoom() {
    server = TestServer.start("--spring.profiles.active=demo");
    darth = ChatClient.at(server, "darth", "maul");
    alice = Person.at(server).signIn("alice", "wonderland");
    alice.createRoom("Live", "darth");
    room = alice.page.url().substring(alice.page.url().lastIndexOf('/') + 1);
    darth.join(room);
    alice.page.locator(".head__people").click();
  }

  @AfterAll
  static void stop() {
    alice.close();
    darth.close();
    server.close();
  }

  private static Locator typing() {
    return alice.page.locator(".typing");
  }

  @Test
  void typingIsShownUnderTheComposerWithoutMovingAnythingUntilTheMessageComes() {
    var box = alice.page.locator(".compose");
    double before = box.boundingBox().height;
    darth.frames.send(fields("type", "typing", "roomId", room));
    assertThat(typing()).hasText("Darth is typing…");
    assertThat(box.boundingBox().height).isEqualTo(before);
    assertThat(alice.page.locator("sc-typing [role=status]")).hasText("Darth is typing…");
    alice.lookedAt("typing");
    darth.say(room, "here it is");
    alice.sees("here it is");
    assertThat(typing()).hasCount(0);
  }

  @Test
  void typingOfOnesOwnIsToldToOthersAndNotToOnesOtherPage() {
    darth.frames.send(fields("type", "watch", "roomId", room));
    var other = alice.context().newPage();
    other.navigate(alice.page.url());
    assertThat(other.locator("textarea").first()).isEnabled();
    alice.page.bringToFront();
    alice.page.locator(".compose textarea").pressSequentially("hm");
    darth.frames.await(frame ->
        frame.path("type").asString().equals("typing")
            && !frame.path("userId").asString().equals(darth.user.toString()));
    assertThat(other.locator(".typing")).hasCount(0);
    other.close();
    alice.page.locator(".compose textarea").fill("");
  }

  @Test
  void theNewestMessageThatSomebodyHasSeenSaysByWhomAndWhen() {
    alice.say("look at this");
    alice.sees("look at this");
    long pos = darth.api.get("/api/rooms/" + room).body().path("lastPos").asLong();
    darth.frames.send(fields("type", "read", "roomId", room, "pos", pos));
    var receipt = alice.page.locator(".receipt");
    assertThat(receipt).hasCount(1);
    assertThat(receipt).containsText("Seen by 1");
    assertThat(
            alice.page.locator(
                "li.message + li.receipt", new Page.LocatorOptions().setHasText("Seen by 1")))
        .hasCount(1);
    alice.lookedAt("receipt");
    receipt.locator("button").click();
    assertThat(alice.page.locator("dialog .who-list li")).containsText("Darth");
    assertThat(alice.page.locator("dialog .who-list time")).not().hasText("Time not known");
    alice.page.keyboard().press("Escape");
    alice.page.reload();
    assertThat(receipt).containsText("Seen by 1");
  }
}
