package io.securechat.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
      }
      keys.println("/quit");
      assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
    }
  }
}
