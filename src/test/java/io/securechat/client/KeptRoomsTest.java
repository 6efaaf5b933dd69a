package io.securechat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rooms that a device keeps for a user whom it remembers, against a real server.
class KeptRoomsTest extends KeptRoomsRig {

  @ParameterizedTest
  @EnumSource(RoomMode.class)
  void aRoomThatIsKeptIsReadWithoutTheServersLogAndHasNoPlaintext(RoomMode mode) throws Exception {
    var room = room(mode, "Kept " + word);
    for (int i = 0; i < 5; i++) {
      alice.say(room.toString(), word + " " + i);
    }
    try (var session = remembered()) {
      assertThat(found(session, word)).hasSize(5);
    }
    assertThat(files()).isNotEmpty();
    for (var file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(file.getFileName() + bytes)
          .doesNotContain(word)
          .doesNotContain(room.toString())
          .doesNotContain("\"entries\"");
      assertThat(bytes)
          .doesNotContain(new String(room.bytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("SC1M");
    }
    alice.say(room.toString(), word + " afterwards");
    try (var proxy = new AlteringProxy(server);
        var session = remembered(proxy.address(), Clock.systemUTC())) {
      assertThat(found(session, word)).hasSize(6).startsWith(word + " afterwards", word + " 4");
      String log = "/api/rooms/" + room + "/log?";
      assertThat(proxy.requests())
          .anyMatch(one -> one.contains(log))
          .noneMatch(one -> one.contains(log) && one.contains("after=0 "));
    }
    // Commands of the same user read them too.
    try (var session = withPassword()) {
      assertThat(kept(session, room)).isPresent();
      assertThat(found(session, word)).hasSize(6);
    }
  }

  @Test
  void whatWasHiddenFromANewcomerIsAskedForOnceItIsOpenedToThem() {
    var id = alice.createRoom(RoomMode.END_TO_END, "Before", bob);
    long before = alice.say(id, word + " before");
    bob.join(id);
    var room = RoomId.parse(id);
    try (var session = remembered()) {
      session.open(room);
    }
    try (var session = remembered()) {
      assertThat(entry(session, room, before)).contains("\"hash\"");
    }
    assertThat(alice.change(id, RoomEvent.HISTORY, NOBODY, new byte[] {1}).status()).isEqualTo(200);
    try (var session = remembered()) {
      session.open(room);
    }
    try (var session = remembered()) {
      assertThat(entry(session, room, before)).contains("\"entry\"");
      assertThat(session.open(room).fault()).isEmpty();
    }
  }

  @Test
  void aDamagedFileIsFetchedAgain() throws Exception {
    var room = room(RoomMode.END_TO_END, "Damaged");
    alice.say(room.toString(), word);
    try (var session = remembered()) {
      session.open(room);
    }
    var file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    var other = room(RoomMode.END_TO_END, "Undamaged");
    try (var session = remembered()) {
      session.open(other);
    }
    var moved = files().stream().filter(one -> !one.equals(file)).findFirst().orElseThrow();
    for (byte[] damaged :
        List.of(
            new byte[0],
            Arrays.copyOf(whole, 25),
            Arrays.copyOf(whole, whole.length - 1),
            altered(whole, 30),
            altered(whole, whole.length / 2),
            Files.readAllBytes(moved))) {
      Files.write(file, damaged);
      try (var session = remembered()) {
        assertThat(kept(session, room)).isEmpty();
        assertThat(found(session, word)).containsExactly(word);
      }
      try (var session = remembered()) {
        assertThat(kept(session, room)).isPresent();
      }
    }
  }

  private static byte[] altered(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  @Test
  void ofTwoProcessesTheSecondReadsOnly() throws Exception {
    var room = room(RoomMode.END_TO_END, "Two");
    for (int i = 0; i < 25; i++) {
      alice.say(room.toString(), word + " " + i);
    }
    try (var first = remembered()) {
      first.open(room);
      byte[] before = Files.readAllBytes(files().getFirst());
      for (int i = 0; i < 25; i++) {
        alice.say(room.toString(), word + " more " + i);
      }
      try (var second = remembered()) {
        assertThat(second.open(room).last()).isGreaterThan(first.opened().getFirst().last());
      }
      assertThat(files().getFirst()).hasBinaryContent(before);
      first.open(room);
      assertThat(Files.readAllBytes(files().getFirst())).hasSizeGreaterThan(before.length);
    }
  }

  @Test
  void anotherProcessThatWritesIsNotDisturbed() throws Exception {
    var room = room(RoomMode.END_TO_END, "Three");
    try (var session = remembered()) {
      session.open(room);
    }
    byte[] before = Files.readAllBytes(files().getFirst());
    alice.say(room.toString(), word);
    try (var _ = LockHolder.of(Objects.requireNonNull(rooms()).resolve("lock"));
        var session = remembered()) {
      assertThat(found(session, word)).hasSize(1);
    }
    assertThat(files().getFirst()).hasBinaryContent(before);
    try (var session = remembered()) {
      session.open(room);
    }
    assertThat(Files.readAllBytes(files().getFirst())).hasSizeGreaterThan(before.length);
  }

  @Test
  void aDiskThatTakesNothingMoreHarmsNothingElse() throws Exception {
    var room = room(RoomMode.END_TO_END, "Full");
    alice.say(room.toString(), word);
    try (var session = remembered()) {
      session.open(room);
    }
    var file = files().getFirst();
    Files.delete(file);
    // Nothing can take its place.
    Files.createDirectories(file.resolve("occupied"));
    try (var session = remembered()) {
      assertThat(found(session, word)).hasSize(1);
    }
    try (var session = remembered()) {
      assertThat(found(session, word)).hasSize(1);
      assertThat(kept(session, room)).isEmpty();
    }
  }

  @Test
  void aServerThatShowsAnotherLogThanTheOneThatIsKeptIsNoticed() throws Exception {
    var room = room(RoomMode.END_TO_END, "Another log");
    var other = room(RoomMode.END_TO_END, "The other");
    alice.say(room.toString(), word);
    try (var session = remembered()) {
      session.open(room);
    }
    var shown = alice.api.get("/api/rooms/" + other + "/log?after=0&limit=200").body();
    try (var proxy =
            new AlteringProxy(server)
                .alters(
                    "/api/rooms/" + room + "/log",
                    _ -> (tools.jackson.databind.node.ObjectNode) shown);
        var session = remembered(proxy.address(), Clock.systemUTC())) {
      assertThat(session.open(room).fault()).isPresent();
    }
    // It is not held against the server in every run.
    try (var session = remembered()) {
      assertThat(kept(session, room)).isEmpty();
      assertThat(session.open(room).fault()).isEmpty();
    }
  }

  @Test
  void nothingIsKeptForWhomTheDeviceDoesNotRemember() throws Exception {
    var room = room(RoomMode.END_TO_END, "Not kept");
    try (var session = remembered()) {
      session.forget();
    }
    try (var session = withPassword()) {
      session.open(room);
    }
    assertThat(files()).isEmpty();
  }
}
