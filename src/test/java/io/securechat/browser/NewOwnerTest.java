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
      suspend(admin, "bob");
      assertThat(admin.page.getByRole(AriaRole.DIALOG)).containsText("the only owner of 1 room.");
      admin.picture("suspend-only-owner");
      admin.confirm("Suspend");

      member.page.getByText("No owner can act").waitFor();
      member.picture("no-owner");
      button(member, "Become owner").click();
      button(member, "Become owner").last().click();
      member.page.getByText("took over as owner, because no owner could act").first().waitFor();
      assertThat(member.page.getByText("No owner can act")).hasCount(0);
      button(member, "Rename").waitFor();
      member.picture("took-over");
      reinstate(admin, "bob");
    }
  }

  @Test
  void anAdministratorAppointsAnOwnerAndTheRoomSeesIt() {
    try (var admin = Person.at(server);
        var owner = Person.at(server);
        var member = Person.at(server)) {
      admin.signIn("alice", "wonderland");
      admin.open("/admin");
      assertThat(button(admin, "Create invitation link")).isVisible();
      assertThat(admin.page.getByText("Rooms without an owner")).hasCount(0);
      owner.signIn("bob", "the builder").createRoom("Orphaned", "darth");
      member.signIn("darth", "maul").accept("Orphaned");
      member.openRoom("Orphaned");

      suspend(admin, "bob");
      admin.confirm("Suspend");
      var room = admin.page.locator(".links li").filter(has("Orphaned"));
      assertThat(room).containsText("1 member");
      admin.lookedAt("leaderless");
      room.getByText("Choose an owner").press("Enter");
      assertThat(admin.page.getByRole(AriaRole.DIALOG)).containsText("Darth");
      admin.lookedAt("choose-owner");
      button(admin, "Make owner").press("Enter");
      assertThat(room).hasCount(0);
      assertThat(admin.page.locator("#links")).isFocused();

      member
          .page
          .getByText("Alice, an admin, made Darth an owner, because no owner could act")
          .first()
          .waitFor();
      openPeople(member);
      button(member, "Rename").waitFor();
      member.say("still here").seesOnce("still here");
      member.picture("appointed");
      reinstate(admin, "bob");
    }
  }

  private static void suspend(Person admin, String name) {
    admin.page.getByRole(AriaRole.ROW).filter(has(name)).getByText("Suspend").click();
  }

  private static void reinstate(Person admin, String name) {
    admin.page.getByRole(AriaRole.ROW).filter(has(name)).getByText("Reinstate").click();
    assertThat(admin.page.getByText("Reinstate")).hasCount(0);
  }

  private static Locator.FilterOptions has(String text) {
    return new Locator.FilterOptions().setHasText(text);
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
