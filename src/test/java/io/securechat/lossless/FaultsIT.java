package io.securechat.lossless;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.browser.Person;
import io.securechat.client.ChatClient;
import io.securechat.client.Frames;
import io.securechat.testing.Api;
import io.securechat.testing.Relay;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Failures around a running server: connections, disk, database and clock. Users post all the
/// while, a page is open, and nobody intervenes. Longer with `-Dlossless=long`.
class FaultsIT {

  private static final int LINES = 30;

  private static Path data;
  private static ServerProcess server;
  private static FaultyServer trouble;

  @BeforeAll
  static void start() {
    data = TestServer.demoFolder();
    trouble = FaultyServer.of(data);
    server = FaultyServer.start(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ChatClient alice(URI at) {
    return ChatClient.at(at, "alice", "wonderland");
  }

  private static ChatClient bob(URI at) {
    return ChatClient.at(at, "bob", "the builder");
  }

  private static String room(String name) {
    try (var alice = alice(server.uri());
        var bob = bob(server.uri())) {
      String room = alice.createRoom(name, bob);
      assertThat(bob.join(room).status()).isEqualTo(200);
      return room;
    }
  }

  private static List<SteadyWriter> scribes(String room, URI at) {
    return List.of(
        SteadyWriter.start("a", room, () -> alice(at)),
        SteadyWriter.start("b", room, () -> bob(at)));
  }

  /// In the end everyone reads everything, including this.
  private static void isWhole(
      String room, List<SteadyWriter> scribes, Person page, String... said) {
    scribes.forEach(SteadyWriter::finish);
    LossCheck.isSent(page);
    try (var alice = alice(server.uri());
        var bob = bob(server.uri())) {
      var texts = LossCheck.holds(room, scribes, alice, bob);
      assertThat(texts.values()).contains(said);
      LossCheck.isShown(page, texts);
    }
  }

  @Test
  void connectionsBreakInTheMiddleOfFrames() {
    String room = room("Cut");
    try (var relay = new Relay(server.port(), 4);
        var page = Person.at(relay.uri()).signIn("bob", "the builder").openRoom("Cut")) {
      var scribes = scribes(room, relay.uri());
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      relay.rough();
      int cuts = FaultyServer.LONG ? 500 : 20;
      for (int said = 0; relay.cuts() < cuts; said++) {
        page.say("p " + said);
        page.page.waitForTimeout(500);
      }
      relay.calm();
      isWhole(room, scribes, page, "p 0");
      page.atHome();
    }
  }

  @Test
  void theDiskIsFull() {
    String room = room("Full");
    theDiskIsFull(room, server, trouble::fillDisk, trouble::freeDisk);
  }

  /// Nothing acknowledged is lost, reading works, and writing resumes on its own once there is
  /// space.
  static void theDiskIsFull(String room, ServerProcess server, Runnable fill, Runnable free) {
    try (var page = Person.at(server.uri()).signIn("bob", "the builder").openRoom("Full");
        var reader = bob(server.uri())) {
      var scribes = scribes(room, server.uri());
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      fill.run();
      try {
        scribes.forEach(scribe -> scribe.isTold("not-stored"));
        page.say("said while it was full");
        assertThat(reader.texts(room)).isNotEmpty();
        try (var fresh = Frames.open(server.uri(), reader.api)) {
          fresh.send(Api.fields("type", "hello", "rooms", List.of()));
          assertThat(fresh.await("welcome").path("rooms")).isNotEmpty();
        }
        var logIn = new Api(server.uri()).logIn("bob", "the builder");
        assertThat(logIn.status() == 200 ? "not-stored" : logIn.code()).isEqualTo("not-stored");
        page.sees("said while it was full");
        assertThat(page.page.locator(".failed").count()).isZero();
      } finally {
        free.run();
      }
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      scribes.forEach(SteadyWriter::finish);
      LossCheck.isSent(page);
      try (var alice = alice(server.uri())) {
        var texts = LossCheck.holds(room, scribes, alice, reader);
        assertThat(texts).containsValue("said while it was full");
        LossCheck.isShown(page, texts);
      }
    }
  }

  @Test
  void somebodyElseHoldsTheDatabaseForSeconds() throws Exception {
    String room = room("Locked");
    try (var page = Person.at(server.uri()).signIn("bob", "the builder").openRoom("Locked");
        var reader = bob(server.uri())) {
      var scribes = scribes(room, server.uri());
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      try (var other =
              DriverManager.getConnection("jdbc:sqlite:" + data.resolve("secure-chat.db"));
          var statement = other.createStatement()) {
        statement.execute("pragma busy_timeout = 5000");
        statement.execute("begin immediate");
        // Senders wait this long; in the long form longer than the server does, which then refuses.
        long end = System.nanoTime() + Duration.ofSeconds(FaultyServer.LONG ? 45 : 8).toNanos();
        page.say("said while it was locked");
        while (System.nanoTime() < end) {
          long begin = System.nanoTime();
          assertThat(reader.texts(room)).isNotEmpty();
          assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
          page.page.waitForTimeout(200);
        }
        statement.execute("rollback");
      }
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      assertThat(scribes).noneMatch(scribe -> scribe.refusals().contains("not-stored"));
      if (FaultyServer.LONG) {
        assertThat(scribes).anyMatch(scribe -> scribe.refusals().contains("busy"));
      }
      isWhole(room, scribes, page, "said while it was locked");
    }
  }

  @Test
  void theClockIsSetBack() {
    String room = room("Clock");
    try (var page = Person.at(server.uri()).signIn("bob", "the builder").openRoom("Clock")) {
      var scribes = scribes(room, server.uri());
      scribes.forEach(scribe -> scribe.writesOn(LINES));
      trouble.shiftClock(Duration.ofHours(-2));
      try {
        scribes.forEach(scribe -> scribe.writesOn(LINES));
        // Log-ins, invitations and epochs are unaffected.
        try (var alice = alice(server.uri());
            var darth = ChatClient.at(server.uri(), "darth", "maul")) {
          assertThat(alice.invite(room, darth).status()).isEqualTo(200);
          assertThat(darth.join(room).status()).isEqualTo(200);
          darth.say(room, "d 0");
        }
        page.say("said in the past");
        scribes.forEach(scribe -> scribe.writesOn(LINES));
        isWhole(room, scribes, page, "said in the past", "d 0");
      } finally {
        trouble.shiftClock(Duration.ZERO);
      }
    }
  }
}
