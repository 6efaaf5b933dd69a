package io.securechat.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.client.ChatClient;
import io.securechat.testing.Api;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Converts a whole data folder to PostgreSQL, in one or two attempts.
class ConvertIT {

  private final FilledFolder filled = FilledFolder.shared();
  private final ConversionRig rig = ConversionRig.on(filled.copy());

  @Test
  void everybodySignsInReadsEverythingAndWritesOn() throws Exception {
    byte[] before = Files.readAllBytes(rig.data().resolve("secure-chat.db"));
    var ended = rig.convert();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said())
        .contains("have the same counts and hashes", "2 room logs with")
        .contains("follow their hash chains", "is a complete and verified copy")
        .doesNotContain(ConversionRig.SECRET);
    assertThat(Files.readAllBytes(rig.data().resolve("secure-chat.db"))).isEqualTo(before);
    // What follows must not be read from there.
    Files.delete(rig.data().resolve("secure-chat.db"));
    try (var server = TestServer.start(rig.data(), rig.serverArguments())) {
      readsEverything(server);
      var link = new Api(server).post("/api/links/check", Map.of("token", filled.link()));
      assertThat(link.text("kind")).isEqualTo("register");
      assertThat(filled.alice().movedTo(server).get("/api/me").text("username")).isEqualTo("alice");
    }
    assertThat(rig.convert().code()).as("a second time").isEqualTo(1);
  }

  @Test
  void whatWasDeletedStaysDeletedAndMessagesExpireAsBefore() throws Exception {
    for (byte[] entry : filled.deleted().values()) {
      assertThat(contains(Files.readAllBytes(rig.data().resolve("secure-chat.db")), entry))
          .isFalse();
    }
    var ended = rig.convert();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(
            rig.number("select count(*) from log_entry where entry is null and hash is not null"))
        .isEqualTo(filled.deleted().size());
    for (byte[] entry : filled.deleted().values()) {
      String part = HexFormat.of().formatHex(entry, 70, 110);
      String found =
          "select count(*) from log_entry where position('\\x" + part + "'::bytea in entry) > 0";
      assertThat(rig.number(found)).isZero();
    }
    assertThat(rig.number("select min(retention) from rooms_room"))
        .isEqualTo(FilledFolder.YEAR.toSeconds());
    try (var server = TestServer.start(rig.data(), rig.serverArguments())) {
      readsEverything(server);
    }
  }

  private static boolean contains(byte[] file, byte[] entry) {
    return new String(file, StandardCharsets.ISO_8859_1)
        .contains(new String(entry, 70, 40, StandardCharsets.ISO_8859_1));
  }

  private void readsEverything(TestServer server) {
    try (var alice = ChatClient.at(server, "alice", FilledFolder.PASSWORDS.get("alice"));
        var bob = ChatClient.at(server, "bob", FilledFolder.PASSWORDS.get("bob"))) {
      for (var person : Map.of("alice", alice, "bob", bob).entrySet()) {
        var who = person.getValue();
        filled
            .textsOf(person.getKey())
            .forEach((room, texts) -> assertThat(who.texts(room)).isEqualTo(texts));
        assertThat(who.api.get("/api/me/pins").text("pins"))
            .isEqualTo(filled.pins().get(person.getKey()));
      }
      for (String room : filled.textsOf("alice").keySet()) {
        bob.say(room, "after the move");
        alice.hears(room, "after the move");
      }
    }
  }

  /// The process waits for a row that the test has locked, and is killed there.
  @Test
  void killedInTheMiddleItGoesOnWhereItWas() throws Exception {
    rig.migrate();
    try (var blocking = rig.target();
        var statement = blocking.createStatement()) {
      blocking.setAutoCommit(false);
      statement.execute("lock table log_entry in exclusive mode");
      var process = rig.begin();
      TestModules.await(Duration.ofSeconds(60), this::somebodyWaits);
      process.destroyForcibly().waitFor();
      blocking.rollback();
    }
    assertThat(rig.number("select count(*) from accounts_user")).isEqualTo(3);
    assertThat(rig.number("select count(*) from log_entry")).isZero();
    assertThatThrownBy(() -> TestServer.start(rig.data(), rig.serverArguments()).close())
        .hasStackTraceContaining("holds an unfinished conversion");
    var ended = rig.convert();
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("Continuing an interrupted conversion");
    try (var server = TestServer.start(rig.data(), rig.serverArguments())) {
      readsEverything(server);
    }
  }

  private boolean somebodyWaits() {
    try {
      return rig.number("select count(*) from pg_locks where not granted") > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// In batches of two rows; the fourth batch fails.
  @Test
  void interruptedWithinATableItKeepsTheBatchesBefore() throws Exception {
    rig.onInsert("log_entry", "if new.pos = 8 then raise exception 'no more'; end if;");
    assertThatThrownBy(() -> inBatchesOfTwo()).hasMessageContaining("no more");
    long copied = rig.number("select copied from storage_conversion where table_name='log_entry'");
    assertThat(copied)
        .isPositive()
        .isEven()
        .isLessThan(FilledFolder.count(rig.data(), "log_entry"));
    assertThat(rig.number("select count(*) from log_entry")).isEqualTo(copied);
    rig.undisturbed("log_entry");
    assertThat(inBatchesOfTwo()).isTrue();
    assertThat(rig.number("select count(*) from log_entry"))
        .isEqualTo(FilledFolder.count(rig.data(), "log_entry"));
  }

  private boolean inBatchesOfTwo() throws SQLException {
    var settings = new io.securechat.storage.DatabaseSettings(rig.url(), "postgres", null, null, 4);
    return new Conversion(rig.data().resolve("secure-chat.db"), settings, 2, _ -> {}).run();
  }
}
