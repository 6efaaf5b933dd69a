package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.securechat.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A room whose only owner an administrator suspends: the administrator is told before, and a
/// member takes over for everybody to see.
class NewOwnerTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start("--spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aMemberTakesOverFromTheOnlyOwnerWhoIsSuspended() {
    try (var admin = Person.at(server);
        var owner = Person.at(server);
        var member = Person.at(server)) {
      owner.signIn("bob", "the builder").createRoom("Left alone", "darth");
      member.signIn("darth", "maul").accept("Left alone");
      member.openRoom("Left alone");
      openPeople(member);
      assertThat(button(member, "Become owner")).hasCount(0);

      admin.signIn("alice", "wonderland").open("/admin");
      admin
          .page
          .getByRole(AriaRole.ROW)
          .filter(new Locator.FilterOptions().setHasText("bob"))
          .getByText("Suspend")
          .click();
      assertThat(admin.page.getByRole(AriaRole.DIALOG)).containsText("the only owner of 1 room.");
      admin.picture("suspend-only-owner");
      button(admin, "Suspend").last().click();

      member.page.getByText("No owner can act").waitFor();
      member.picture("no-owner");
      button(member, "Become owner").click();
      button(member, "Become owner").last().click();
      member.page.getByText("took over as owner, because no owner could act").waitFor();
      assertThat(member.page.getByText("No owner can act")).hasCount(0);
      button(member, "Rename").waitFor();
      member.picture("took-over");
    }
  }

  private static void openPeople(Person who) {
    if (who.page.locator("sc-people").count() == 0) {
      who.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("People")).click();
    }
  }

  private static Locator button(Person who, String name) {
    return who.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
