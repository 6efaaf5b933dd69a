package io.securechat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.securechat.browser.Person;
import io.securechat.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A piped client and a browser in one room, of both kinds.
class WithBrowserTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// What was printed, which can be waited for.
  private static final class Printed extends ByteArrayOutputStream {

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      notifyAll();
    }

    synchronized void shows(String wanted) throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!toString(UTF_8).contains(wanted)) {
        long left = (end - System.nanoTime()) / 1_000_000;
        assertThat(left).as("no '%s' in %s", wanted, toString(UTF_8)).isPositive();
        wait(left);
      }
    }
  }

  /// A file of the browser is saved by the terminal and sent back, and saved in the browser.
  private void exchangeFiles(Person alice, PrintStream keys, Printed printed, String name)
      throws Exception {
    alice
        .page
        .locator("sc-composer input[type=file]")
        .setInputFiles(new FilePayload(name, "text/plain", name.getBytes(UTF_8)));
    PlaywrightAssertions.assertThat(alice.page.locator(".fchip[data-state=done]")).hasCount(1);
    alice.button("Send").click();
    printed.shows("[" + name + ", 6 bytes – /save ");
    String number = printed.toString(UTF_8).replaceAll("(?s).*/save (\\d+).*", "$1");
    keys.println("/save " + number + " " + folder);
    printed.shows("Saved as " + folder.resolve(name));
    assertThat(folder.resolve(name)).hasContent(name);
    var back = Files.move(folder.resolve(name), folder.resolve("back-" + name));
    keys.println("/file " + back);
    var card =
        alice
            .page
            .locator("sc-file-card")
            .filter(new Locator.FilterOptions().setHasText("back-" + name));
    // No picker of the system, which a test cannot operate.
    alice.page.evaluate("() => { delete globalThis.showSaveFilePicker; }");
    var download =
        alice.page.waitForDownload(() ->
            card.getByRole(
                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save back-" + name))
                .click());
    assertThat(download.path()).hasContent(name);
  }

  @TempDir private Path folder;

  @Test
  void aTerminalAndABrowserTalkInBothKindsOfRooms() throws Exception {
    var server = TestServer.shared();
    var file = Files.writeString(folder.resolve("password"), "the builder\n");
    String[] arguments = {
      server.uri("/").toString(),
      "--user=bob",
      "--password-file=" + file,
      "--state=" + folder.resolve("state")
    };
    var printed = new Printed();
    try (var typed = new PipedOutputStream();
        var in = new PipedInputStream(typed);
        var keys = new PrintStream(typed, true, UTF_8);
        var alice = Person.at(server.uri("/")).signIn("alice", "wonderland")) {
      var out = new PrintStream(printed, true, UTF_8);
      var ended =
          CompletableFuture.supplyAsync(
              () -> ClientCommand.run(arguments, new Streams(in, out, out)));
      for (String kind : new String[] {"managed ", ""}) {
        String room = "Terminal and page " + kind.length();
        keys.println("/create " + kind + room);
        keys.println("/invite alice");
        printed.shows("— " + room);
        alice.open("/").atHome();
        alice.accept(room).say("from the page " + kind.length());
        printed.shows("alice: from the page " + kind.length());
        keys.println("from the **terminal** " + kind.length());
        alice.seesOnce("from the terminal " + kind.length());
        exchangeFiles(alice, keys, printed, "a" + kind.length() + ".txt");
      }
      keys.println("/quit");
      assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
    }
  }
}
