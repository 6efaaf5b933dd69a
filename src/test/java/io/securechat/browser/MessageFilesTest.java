package io.securechat.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.securechat.browser.SampleFiles.picture;
import static io.securechat.browser.SampleFiles.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.securechat.testing.TestServer;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Files of messages: attached, sent, shown, opened, saved, refused and deleted.
class MessageFilesTest {

  private static final String CHUNKS = "**/chunks/*";
  private static final int TOO_LARGE = 4 << 20;
  private static TestServer server;
  private static Person alice;
  private static Person bob;

  @BeforeAll
  static void openARoom() {
    server =
        TestServer.start(
            "--spring.profiles.active=demo",
            "--secure-chat.attachments.max-file-size=3MB",
            "--secure-chat.attachments.keep-free=0MB");
    alice = Person.at(server);
    bob = Person.at(server);
    // Headless, nobody chooses a place: what is saved is a download.
    Stream.of(alice, bob)
        .forEach(one -> one.page.addInitScript("delete globalThis.showSaveFilePicker"));
    alice.signIn("alice", "wonderland");
    alice.createRoom("Files", "bob");
    bob.signIn("bob", "the builder").accept("Files");
  }

  @AfterAll
  static void stop() {
    bob.close();
    alice.close();
    server.close();
  }

  @BeforeEach
  void nothingIsAttached() {
    alice.page.unrouteAll();
    while (chips().count() > 0) {
      chips().first().getByRole(AriaRole.BUTTON).last().click();
    }
    alice.page.locator("sc-composer textarea").fill("");
  }

  private static Locator chips() {
    return alice.page.locator(".fchip");
  }

  private static Locator chip(String name) {
    return chips().filter(new Locator.FilterOptions().setHasText(name));
  }

  private static Locator card(Person who, String name) {
    return who.page.locator("sc-file-card").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void attach(FilePayload... files) {
    alice.page.locator("sc-composer input[type=file]").setInputFiles(files);
  }

  private static void isReady(String name) {
    assertThat(chip(name).and(alice.page.locator("[data-state=done]"))).isVisible();
  }

  private static void send(String text) {
    alice.page.locator("sc-composer textarea").fill(text);
    alice.button("Send").click();
    assertThat(chips()).hasCount(0);
  }

  /// The last message that someone sees in the log.
  private static Locator newest(Person who, String text) {
    var row =
        who.page
            .locator("sc-timeline li.message[data-key^=p]")
            .filter(new Locator.FilterOptions().setHasText(text))
            .last();
    // Pictures are loaded where somebody looks.
    row.scrollIntoViewIfNeeded();
    return row;
  }

  private static void isLoaded(Locator image) {
    image.scrollIntoViewIfNeeded();
    image
        .page()
        .waitForCondition(
            () -> (int) image.evaluate("(one) => (one.complete ? one.naturalWidth : 0)") > 0);
  }

  @Test
  void aPictureAndADocumentReachTheOther() throws IOException {
    var notes = text("notes.txt", "what the meeting decided");
    attach(picture("hall.png", Color.ORANGE), notes);
    isReady("hall.png");
    isReady("notes.txt");
    alice.lookedAt("files-attached");
    send("the hall, and what we decided");

    var row = newest(bob, "the hall, and what we decided");
    isLoaded(row.locator(".pic__img"));
    var card = row.locator("sc-file-card");
    assertThat(card.locator(".fcard__sub")).hasText("TXT · 24 bytes");
    bob.lookedAt("files-message");

    var open = row.locator(".pic__open");
    open.click();
    var viewer =
        bob.page.getByRole(
            AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Picture 1 of 1 from Alice"));
    isLoaded(viewer.locator(".viewer__figure img"));
    bob.lookedAt("files-viewer");
    bob.page.keyboard().press("+");
    assertThat(viewer.locator(".is-zoomed")).isVisible();
    bob.page.keyboard().press("Escape");
    assertThat(viewer).hasCount(0);
    assertThat(open).isFocused();

    var saved =
        bob.page.waitForDownload(() ->
            card.getByRole(
                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save notes.txt"))
                .click());
    assertThat(saved.suggestedFilename()).isEqualTo("notes.txt");
    assertThat(Files.readAllBytes(saved.path())).isEqualTo(notes.buffer);
  }

  @Test
  void manyPicturesShareAGridAndTheLastOneCountsTheRest() {
    attach(
        Stream.of(Color.RED, Color.GREEN, Color.BLUE, Color.CYAN, Color.PINK, Color.GRAY)
            .map(color -> picture(color.getRGB() + ".png", color))
            .toArray(FilePayload[]::new));
    assertThat(alice.page.locator(".fchip[data-state=done]")).hasCount(6);
    send("six of them");
    var row = newest(bob, "six of them");
    var group = row.getByRole(AriaRole.GROUP, new Locator.GetByRoleOptions().setName("6 pictures"));
    assertThat(group.locator(".pic")).hasCount(4);
    assertThat(group.locator(".pic__more")).hasText("+2");
    group.locator(".pic__open").last().click();
    var count = bob.page.locator(".viewer__count");
    assertThat(count).containsText("4 of 6");
    bob.page.keyboard().press("ArrowRight");
    assertThat(count).containsText("5 of 6");
    bob.page.keyboard().press("Escape");
    assertThat(bob.page.locator("sc-viewer")).hasCount(0);
  }

  @Test
  void aFileThatIsTooLargeIsRefusedAtOnce() {
    attach(new FilePayload("film.bin", "application/octet-stream", new byte[TOO_LARGE]));
    assertThat(chip("film.bin")).containsText("Too large (limit 3 MB)");
    assertThat(alice.button("Send")).isDisabled();
  }

  @Test
  void aPictureThatKeepsItsMetadataIsSentOnlyIfTheUserWantsTheOriginal() {
    // In a format that Chromium does not decode.
    attach(new FilePayload("island.heic", "image/heic", "taken at 37.4, -122.1".getBytes(UTF_8)));
    assertThat(chip("island.heic")).containsText("can’t remove its metadata");
    assertThat(alice.button("Retry island.heic")).hasCount(0);
    assertThat(bob.page.getByText("island.heic")).hasCount(0);
    alice.page.getByText("Send original pictures").click();
    isReady("island.heic");
    send("the island");
    assertThat(newest(bob, "the island")).containsText("island.heic");
  }

  @Test
  void aRemovedFileComesBackByUndo() {
    attach(text("kept.txt", "kept"));
    isReady("kept.txt");
    alice.button("Remove kept.txt").click();
    assertThat(chips()).hasCount(0);
    alice.button("Undo").last().click();
    assertThat(chip("kept.txt")).isVisible();
  }

  @Test
  void moreThanTenFilesAreNotAttached() {
    attach(
        Stream.iterate(1, i -> i + 1)
            .limit(12)
            .map(i -> text(i + ".txt", "number " + i))
            .toArray(FilePayload[]::new));
    assertThat(chips()).hasCount(10);
    assertThat(alice.page.locator(".toast").last()).containsText("up to 10 files");
  }

  @Test
  void filesAreDroppedAndPasted() {
    var page = alice.page;
    page.evaluate(
        """
        () => {
          const data = new DataTransfer();
          data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
          globalThis.tell = (type) => document.querySelector('sc-timeline').dispatchEvent(
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
          globalThis.tell('dragover');
        }\
        """);
    assertThat(page.locator(".drop")).containsText("Drop to send to Files");
    alice.lookedAt("files-drop");
    page.evaluate("() => globalThis.tell('drop')");
    assertThat(page.locator(".drop")).hasCount(0);
    isReady("dropped.txt");
    page.evaluate(
        """
        () => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(['pasted'], 'pasted.txt', { type: 'text/plain' }));
          document.querySelector('sc-composer textarea').dispatchEvent(
            new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
        }\
        """);
    isReady("pasted.txt");
  }

  /// Chunks that the browser uploads are kept on their way.
  private static Queue<Route> held() {
    Queue<Route> held = new ConcurrentLinkedQueue<>();
    alice.page.route(CHUNKS, held::add);
    return held;
  }

  private static void release(Queue<Route> held) {
    alice.page.unroute(CHUNKS);
    held.forEach(Route::resume);
  }

  @Test
  void aMessageThatIsSentWhileItsFileUploadsWaitsForIt() {
    var held = held();
    attach(text("slow.txt", "slow"));
    assertThat(chip("slow.txt").getByRole(AriaRole.PROGRESSBAR)).isVisible();
    send("it comes");
    var row =
        alice
            .page
            .locator("sc-timeline li.message")
            .filter(new Locator.FilterOptions().setHasText("it comes"));
    assertThat(row.locator(".fprogress")).isVisible();
    assertThat(row.locator(".state")).isVisible();
    alice.lookedAt("files-pending");
    release(held);
    assertThat(card(bob, "slow.txt")).isVisible();
    assertThat(row.locator(".fprogress")).hasCount(0);
  }

  @Test
  void anUploadGoesOnAfterAReload() {
    var held = held();
    attach(text("across.txt", "across a reload"));
    assertThat(chip("across.txt").getByRole(AriaRole.PROGRESSBAR)).isVisible();
    alice.page.waitForCondition(() -> !held.isEmpty());
    alice.page.unroute(CHUNKS);
    held.forEach(Route::abort);
    alice.page.reload();
    isReady("across.txt");
    send("after the reload");
    assertThat(card(bob, "across.txt")).isVisible();
  }

  @Test
  void anUploadThatTheServerRefusesIsRetried() {
    alice.page.route(
        "**/files",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(409)
                    .setContentType("application/problem+json")
                    .setBody(
                        "{\"type\":\"about:blank\",\"title\":\"Full\",\"status\":409,"
                            + "\"code\":\"quota-room\"}")));
    attach(text("refused.txt", "refused"));
    assertThat(chip("refused.txt")).containsText("Upload failed");
    alice.lookedAt("files-failed");
    alice.page.unrouteAll();
    alice.button("Retry refused.txt").click();
    isReady("refused.txt");
  }

  @Test
  void svgAndHtmlAreSavedAndNeverOpened() {
    attach(
        new FilePayload(
            "drawing.svg",
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)),
        new FilePayload("page.html", "text/html", "<script>alert(1)</script>".getBytes(UTF_8)));
    isReady("drawing.svg");
    isReady("page.html");
    send("two to be careful with");
    var row = newest(bob, "two to be careful with");
    assertThat(row.locator("sc-file-card")).hasCount(2);
    assertThat(row.locator("sc-file-card img, iframe, object, embed, video, .pic")).hasCount(0);
    assertThat(row.locator("sc-file-card a")).hasCount(0);
  }

  @Test
  void aNameThatTurnsTextAroundIsShownClean() {
    attach(text("invoice\u202Etxt.exe", "not what it seems"));
    isReady("invoicetxt.exe");
    send("a name");
    assertThat(newest(bob, "a name").locator(".fcard__name")).hasText("invoicetxt.exe");
    assertThat(newest(bob, "a name").locator(".fcard__name").textContent())
        .doesNotContain("\u202E");
  }

  @Test
  void theTextOfAMessageWithFilesMayBeEmptiedAndAQuoteSaysWhatItIs() {
    attach(picture("quoted.png", Color.MAGENTA));
    isReady("quoted.png");
    send("look at this");
    var row = newest(alice, "look at this");
    isLoaded(row.locator(".pic__img"));
    row = alice.page.locator("li[data-key=" + row.getAttribute("data-key") + "]");
    alice.act(row, "Edit");
    row.locator("sc-edit textarea").fill("");
    row.locator("sc-edit").getByRole(AriaRole.BUTTON, named("Save")).click();
    assertThat(row.locator(".message__text")).hasCount(0);
    assertThat(row.locator(".pic__open")).isVisible();
    alice.act(row, "Reply");
    assertThat(alice.page.locator(".reply-bar")).containsText("Picture");
    alice.say("what a color");
    assertThat(newest(bob, "what a color").locator(".quote")).containsText("Picture");
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void deletingAMessageRemovesItsFiles() {
    attach(text("gone.txt", "gone soon"));
    isReady("gone.txt");
    send("not for long");
    var row = newest(alice, "not for long");
    card(bob, "gone.txt").waitFor();
    row = alice.page.locator("li[data-key=" + row.getAttribute("data-key") + "]");
    alice.act(row, "Delete…").confirm("Delete");
    assertThat(card(bob, "gone.txt")).hasCount(0);
  }

  @Test
  void aVoiceNoteIsDrawnAndPlayed() {
    alice.page.evaluate(SampleFiles.RECORD);
    isReady("Voice message.wav");
    send("listen to this");
    var voice =
        newest(bob, "listen to this")
            .getByRole(
                AriaRole.GROUP, new Locator.GetByRoleOptions().setName("Voice message, 0:01"));
    bob.page.waitForCondition(() ->
        (boolean)
            voice.evaluate(
                "(one) => one.querySelector('rect').getBBox().height * 2"
                    + " < one.querySelector('rect:last-of-type').getBBox().height"));
    voice.locator(".voice__speed").click();
    assertThat(voice.locator(".voice__speed")).hasText("1.5×");
    voice.getByRole(AriaRole.BUTTON).first().click();
    assertThat(voice.locator("time")).containsText("/ 0:01");
    bob.lookedAt("files-voice");
  }

  @Test
  void aTextThatIsTooLongGoesAsAFile() {
    alice.page.locator("sc-composer textarea").fill("many words ".repeat(1600));
    alice.button("Send as a text file").click();
    assertThat(alice.page.locator("sc-composer textarea")).hasValue("");
    isReady("Message.txt");
  }

  @Test
  void theButtonsOfFilesAreWithinReachOfAFinger() {
    attach(text("small.txt", "small"), picture("small.png", Color.YELLOW));
    isReady("small.txt");
    isReady("small.png");
    alice.page.setViewportSize(390, 844);
    try {
      assertThat(Reach.tooSmall(alice.page)).noneMatch(one -> one.contains("icon-btn"));
    } finally {
      alice.page.setViewportSize(1440, 900);
    }
  }
}
