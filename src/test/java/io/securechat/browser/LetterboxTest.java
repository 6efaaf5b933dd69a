package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.securechat.bytes.ByteReader;
import io.securechat.protocol.Letter;
import io.securechat.protocol.RoomId;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Owners open letterboxes in the page, programs write into them, and members read what they wrote.
class LetterboxTest {

  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void signIn() {
    server = TestServer.start("--spring.profiles.active=demo");
    alice = Person.at(server).signIn("alice", "wonderland");
    bob = Person.at(server).signIn("bob", "the builder");
  }

  @AfterAll
  static void stop() {
    alice.close();
    bob.close();
    server.close();
  }

  static int send(String address, String type, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(address.replaceFirst("#.*", "")))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (var program = HttpClient.newHttpClient()) {
      return program.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private static int write(String address, String text) throws IOException, InterruptedException {
    return send(address, "application/octet-stream", sealed(address, text));
  }

  /// A letter, from nothing but the address.
  static byte[] sealed(String address, String text) {
    var part = new ByteReader(Base64.getUrlDecoder().decode(address.replaceFirst(".*#", "")));
    var room = RoomId.of(part.bytes(16));
    long box = part.u32();
    byte[] ephemeral = new byte[32];
    new SecureRandom().nextBytes(ephemeral);
    String json = "{\"t\":\"text\",\"b\":\"" + text + "\",\"at\":1790000000000}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Letter.seal(room, box, part.bytes(32), ephemeral, bytes);
  }

  private static void showBoxes(Person person) {
    person.page.locator(".head__more").click();
    person.page.locator("#room-menu").getByText("Letterboxes…").click();
    assertThat(dialog(person, "Letterboxes")).isVisible();
  }

  private static Locator dialog(Person person, String heading) {
    return person.page.locator(
        "dialog[open]",
        new Page.LocatorOptions()
            .setHas(person.page.locator("h2", new Page.LocatorOptions().setHasText(heading))));
  }

  private static void press(Locator dialog, String button) {
    dialog.locator("button", new Locator.LocatorOptions().setHasText(button)).click();
  }

  private static void leave(Person person, String heading) {
    dialog(person, heading).getByLabel("Close", exactly()).first().click();
    assertThat(dialog(person, heading)).hasCount(0);
  }

  private static Locator.GetByLabelOptions exactly() {
    return new Locator.GetByLabelOptions().setExact(true);
  }

  /// Opens a box from the list that is shown, and answers its address.
  private static String open(String name, String kind) {
    press(dialog(alice, "Letterboxes"), "New letterbox");
    alice.page.locator("#box-name").fill(name);
    alice.page.locator("input[name=kind][value=" + kind + "]").check();
    press(dialog(alice, "New letterbox"), "Open letterbox");
    assertThat(dialog(alice, "Address of " + name)).isVisible();
    return alice.page.locator("#box-address").inputValue();
  }

  private static Locator letter(Person person, String text) {
    return person.page.locator("li.message", new Page.LocatorOptions().setHasText(text));
  }

  @Test
  void aProgramWritesIntoARoomThatItCannotRead() throws Exception {
    String room = "Nightly jobs";
    alice.createPrivateRoom(room, "bob");
    bob.open("/").atHome().accept(room);
    alice.sees("Bob joined");
    showBoxes(alice);
    assertThat(dialog(alice, "Letterboxes")).containsText("No letterboxes yet");
    alice.lookedAt("letterbox-none");
    press(dialog(alice, "Letterboxes"), "New letterbox");
    press(dialog(alice, "New letterbox"), "Open letterbox");
    assertThat(alice.page.locator("#box-name-fault")).containsText("1 to 64 characters");
    alice.lookedAt("letterbox-new");
    press(dialog(alice, "New letterbox"), "Cancel");
    String address = open("Backups", "letters");
    assertThat(address).matches("https?://[^/]+/box/[^/#]+#[A-Za-z0-9_-]{70}");
    assertThat(dialog(alice, "Address of Backups")).containsText("it won’t be shown again");
    alice.lookedAt("letterbox-address");
    press(dialog(alice, "Address of Backups"), "Done");
    assertThat(alice.page.locator(".boxes__one")).containsText("No letters yet");

    bob.open("/#/").atHome();
    assertThat(write(address, "Backup of **db1** is done\\n\\n- 4 GB")).isEqualTo(204);
    assertThat(bob.page.locator("a.row", new Page.LocatorOptions().setHasText(room)))
        .containsText("1");
    leave(alice, "Letterboxes");
    for (var person : new Person[] {alice, bob.openRoom(room)}) {
      assertThat(letter(person, "Backup of db1")).containsText("Backups");
      assertThat(letter(person, "Backup of db1").locator(".tag"))
          .hasText("Letterbox · not a person");
      person.sees("Alice opened the letterbox Backups.");
    }
    assertThat(bob.page.locator(".day--new")).hasCount(1);
    alice.lookedAt("letter");

    // Who comes later reads what is written from then on.
    try (var darth = Person.at(server).signIn("darth", "maul")) {
      alice.invite("darth");
      darth.accept(room);
      alice.sees("Darth joined");
      assertThat(write(address, "Backup of db2 is done")).isEqualTo(204);
      darth.seesOnce("Backup of db2 is done").seesNot("Backup of db1");
    }

    byte[] changed = sealed(address, "never shown");
    changed[100] ^= 1;
    assertThat(send(address, "application/octet-stream", changed)).isEqualTo(204);
    for (var person : new Person[] {alice, bob}) {
      assertThat(person.page.locator(".locked[data-reason=damaged]")).containsText("Damaged");
      person.seesNot("never shown");
    }

    showBoxes(bob);
    assertThat(bob.page.locator(".boxes__one")).containsText("Opened by Alice");
    assertThat(bob.page.locator(".boxes__one button, sc-letterboxes .btn")).hasCount(0);
    leave(bob, "Letterboxes");

    letter(bob, "Backup of db1").focus();
    bob.page.keyboard().press("Delete");
    assertThat(bob.page.locator("dialog[open]")).hasCount(0);
    alice.act(letter(alice, "Backup of db1"), "Delete…");
    assertThat(alice.page.locator("dialog[open]")).containsText("The letter will be deleted");
    alice.confirm("Delete");
    assertThat(bob.page.locator(".gone"))
        .hasText(
            "Alice (owner) deleted this message",
            new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                .setTimeout(20_000));
    bob.page.reload();
    bob.atHome().seesOnce("Backup of db2 is done").seesNot("Backup of db1");
    bob.lookedAt("letter-deleted");

    showBoxes(alice);
    alice.lookedAt("letterbox-list");
    press(alice.page.locator(".boxes__one"), "New address");
    alice.confirm("Create new address");
    assertThat(dialog(alice, "Address of Backups")).isVisible();
    String next = alice.page.locator("#box-address").inputValue();
    press(dialog(alice, "Address of Backups"), "Done");
    assertThat(write(address, "by the old address")).isEqualTo(404);
    assertThat(write(next, "by the new address")).isEqualTo(204);
    alice.seesOnce("by the new address");
    press(alice.page.locator(".boxes__one"), "Close");
    press(dialog(alice, "Close Backups?"), "Close letterbox");
    assertThat(alice.page.locator(".boxes__one--closed")).containsText("Closed");
    leave(alice, "Letterboxes");
    assertThat(write(next, "too late")).isEqualTo(404);
    bob.sees("Alice closed the letterbox Backups.").seesNot("too late");
    for (var person : new Person[] {alice, bob}) {
      person.seesNot("by the old address").seesOnce("by the new address");
      assertThat(person.page.locator(".trouble")).hasCount(0);
    }
  }

  @Test
  void aWebhookIsMarkedAsReadableByTheServer() throws Exception {
    String room = "Releases";
    alice.createRoom(room, "bob");
    bob.open("/").atHome().accept(room);
    alice.sees("Bob joined");
    showBoxes(alice);
    String hook = open("Build server", "webhook");
    assertThat(hook).matches("https?://[^/]+/hook/[^/#]+");
    press(dialog(alice, "Address of Build server"), "Done");
    String address = open("Backups", "letters");
    press(dialog(alice, "Address of Backups"), "Done");
    leave(alice, "Letterboxes");
    byte[] json = "{\"text\": \"Build *1234* failed\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(send(hook, "application/json", json)).isEqualTo(200);
    assertThat(write(address, "Backup is done")).isEqualTo(204);
    for (var person : new Person[] {alice, bob}) {
      assertThat(letter(person, "Build 1234 failed").locator(".tag"))
          .hasText("Webhook · not a person · the server can read it");
      assertThat(letter(person, "Backup is done").locator(".tag"))
          .hasText("Letterbox · not a person");
      person.sees("Alice opened the webhook Build server.");
      assertThat(letter(person, "Build 1234 failed").locator("strong")).hasText("1234");
    }
    alice.page.reload();
    alice.atHome().seesOnce("Build 1234 failed").seesOnce("Backup is done");
    alice.lookedAt("letter-webhook");
    showBoxes(alice);
    alice.lookedAt("letterbox-two");
    alice.page.setViewportSize(390, 900);
    assertThat(alice.page.locator(".boxes__do .btn").first().boundingBox().height)
        .isGreaterThanOrEqualTo(44);
    alice.page.setViewportSize(1440, 900);
    leave(alice, "Letterboxes");
    inArabic(bob, "Backup is done");
  }

  /// At 320 px and from right to left nothing is wider than the screen.
  private static void inArabic(Person person, String text) {
    person.page.evaluate("() => { document.cookie = 'language=ar; Path=/'; }");
    person.page.setViewportSize(320, 700);
    person.page.reload();
    assertThat(letter(person, text)).containsText("صندوق بريد · ليس شخصًا");
    person.isAccessible().picture("letter-320-ar");
    person.page.locator(".head__more").click();
    person
        .page
        .locator("#room-menu button", new Page.LocatorOptions().setHasText("صناديق البريد"))
        .click();
    assertThat(person.page.locator(".boxes__one")).hasCount(2);
    person.isAccessible().picture("letterbox-320-ar");
    assertThat(
            (Boolean)
                person.page.evaluate(
                    "() => [document.documentElement, document.querySelector('dialog[open]'),"
                        + " document.querySelector('.scroll')]"
                        + ".every(one => one.scrollWidth <= one.clientWidth)"))
        .isTrue();
    person.page.keyboard().press("Escape");
    person.page.evaluate("() => { document.cookie = 'language=en; Path=/'; }");
    person.page.setViewportSize(1440, 900);
    person.page.reload();
    person.atHome();
  }
}
