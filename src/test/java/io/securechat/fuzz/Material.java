package io.securechat.fuzz;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.client.ChatClient;
import io.securechat.client.LetterboxAddress;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Real ids and valid structures, from the test vectors and from a signed-in user. Their mutations
/// get further than random bytes do.
record Material(List<String> ids, List<byte[]> structures, List<byte[]> envelopes) {

  private static final String VECTORS = "/vectors/sc1.json";

  /// Creates two rooms for the user whose account is used.
  static Material of(ChatClient person) {
    var ids = new ArrayList<String>();
    var structures = new ArrayList<byte[]>();
    var envelopes = new ArrayList<byte[]>();
    for (RoomMode mode : RoomMode.values()) {
      String room = person.createRoom(mode, "Fuzz " + mode.word());
      person.say(room, "a line");
      ids.add(room);
      var box = LetterboxAddress.open(person, room, mode == RoomMode.MANAGED, "Fuzz", person);
      ids.add(box.token());
      structures.add(box.seal("a letter"));
      for (int i = 0; i < 5; i++) {
        envelopes.add(person.seal(room, "a line " + i));
      }
      person.log(room).forEach(entry -> structures.add(ChatClient.bytes(entry.path("entry"))));
      byte[] prev = ChatClient.bytes(person.api.get("/api/rooms/" + room).body().path("prevEvent"));
      var id = io.securechat.protocol.RoomId.parse(room);
      byte[] name = "Another name".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      structures.add(person.signed(id, RoomEvent.RENAMED, prev, person.user, name));
      byte[] onlyOwners = {3};
      structures.add(
          person.signed(id, RoomEvent.POLICY, prev, RoomEvent.SERVER.value(), onlyOwners));
      byte[] deletion = new Deletion(List.of(new Deletion.Ref(3, new byte[16])), List.of()).bytes();
      structures.add(person.signed(id, RoomEvent.DELETED, prev, person.user, deletion));
      byte[] week = new ByteWriter().u64(7 * 24 * 3_600).done();
      structures.add(person.signed(id, RoomEvent.RETENTION, prev, RoomEvent.SERVER.value(), week));
    }
    ids.add(person.user.toString());
    ids.add(person.api.get("/api/me").text("identityId"));
    ids.add(UUID.randomUUID().toString());
    collect(vectors(), structures);
    structures.addAll(envelopes);
    return new Material(List.copyOf(ids), List.copyOf(structures), List.copyOf(envelopes));
  }

  private static JsonNode vectors() {
    try (var in = Material.class.getResourceAsStream(VECTORS)) {
      return Api.JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode node, List<byte[]> into) {
    if (node.isString() && node.asString().startsWith("U0Mx")) {
      into.add(Base64Text.parse(node.asString()));
    }
    node.forEach(child -> collect(child, into));
  }
}
