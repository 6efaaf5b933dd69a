package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.securechat.client.ChatClient;
import io.securechat.protocol.RoomEvent;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Notices at the edge of a phone's page: how long they stay, and what they must not cover.
class NoticesTest {

  private final TestServer server = TestServer.start("--spring.profiles.active=demo");
  private ChatClient alice;
  private ChatClient bobsKeys;
  private Person bob;

  @BeforeEach
  void signIn() {
    alice = ChatClient.at(server, "alice", "wonderland");
    bobsKeys = ChatClient.at(server, "bob", "the builder");
    var phone = new NewContextOptions().setViewportSize(390, 844);
    bob = Person.at(server, phone).signIn("bob", "the builder");
  }

  @AfterEach
  void end() {
    bob.close();
    bobsKeys.close();
    alice.close();
    server.close();
  }

  /// Waits for the notice and keeps it open, as a pointer on it does.
  private static Locator notice(Page page, String room) {
    var notice = page.locator(".toast", new Page.LocatorOptions().setHasText(room));
    assertThat(notice).containsText("invited you");
    notice.dispatchEvent("mouseenter");
    return notice;
  }

  @Test
  void anInvitationsNoticeGoesWhenItIsAccepted() {
    alice.createRoom("Garden", bobsKeys);
    var notice = notice(bob.page, "Garden");
    bob.accept("Garden");
    assertThat(notice).hasCount(0);
  }

  @Test
  void anInvitationsNoticeGoesWhenItIsDeclinedInAnotherTab() {
    var tab = bob.tab("/");
    assertThat(tab.locator(".me .sub")).hasText("Online");
    alice.createRoom("Garden", bobsKeys);
    var notice = notice(bob.page, "Garden");
    notice(tab, "Garden");
    tab.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Invitation to Garden"))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Decline"))
        .click();
    assertThat(tab.locator(".toast")).hasCount(0);
    assertThat(notice).hasCount(0);
  }

  @Test
  void anInvitationsNoticeGoesWhenItIsWithdrawnAndOthersStay() {
    String garden = alice.createRoom("Garden", bobsKeys);
    var notice = notice(bob.page, "Garden");
    alice.createRoom("Kitchen", bobsKeys);
    var other = notice(bob.page, "Kitchen");
    alice.change(garden, RoomEvent.WITHDRAWN, bobsKeys.user, new byte[0]);
    assertThat(notice).hasCount(0);
    assertThat(other).hasCount(1);
  }

  @Test
  void noticesCoverNeitherTheNewestMessageNorTheComposer() {
    String garden = alice.createRoom("Garden", bobsKeys);
    bob.accept("Garden");
    alice.say(garden, "The newest message.");
    bob.sees("The newest message.");
    alice.createRoom("Kitchen", bobsKeys);
    var first = notice(bob.page, "Kitchen");
    alice.createRoom("Cellar", bobsKeys);
    var second = notice(bob.page, "Cellar");
    bob.picture("notices-390").isAccessible();
    for (var notice : new Locator[] {first, second}) {
      for (String free : new String[] {".message", ".compose", ".head"}) {
        assertThat(meets(notice, bob.page.locator(free).last())).as(free).isFalse();
      }
    }
  }

  private static boolean meets(Locator one, Locator other) {
    BoundingBox a = one.boundingBox();
    BoundingBox b = other.boundingBox();
    return a.x < b.x + b.width
        && b.x < a.x + a.width
        && a.y < b.y + b.height
        && b.y < a.y + a.height;
  }
}
