package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Grant;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.IdentityRecord;
import io.securechat.protocol.Letter;
import io.securechat.protocol.LetterKey;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A letterbox that a test has opened as an owner, with what a program gets of it, and the seed.
public record LetterboxAddress(
    String room, long number, byte[] seed, byte[] key, String token, byte[] event) {

  /// Opens the room's next box; the members are those of the rows.
  public static LetterboxAddress open(
      ChatClient owner, String room, boolean webhook, String name, ChatClient... members) {
    byte[] seed = Keys.random(32);
    byte[] event = event(owner, room, nextNumber(owner, room), webhook, seed, name);
    var answer = submit(owner, room, event, seed, members);
    if (answer.status() != 201) {
      throw new IllegalStateException("no letterbox: " + answer.body());
    }
    return new LetterboxAddress(
        room,
        answer.body().path("box").asLong(),
        seed,
        LetterKey.publicKey(seed),
        answer.text("token"),
        event);
  }

  private static long nextNumber(ChatClient owner, String room) {
    return owner.api.get("/api/rooms/" + room + "/boxes").body().path("boxes").size() + 1L;
  }

  public static byte[] event(
      ChatClient owner, String room, long number, boolean webhook, byte[] seed, String name) {
    byte[] data =
        new ByteWriter()
            .u32(number)
            .u8(webhook ? 1 : 0)
            .bytes(LetterKey.publicKey(seed))
            .bytes(name.getBytes(StandardCharsets.UTF_8))
            .done();
    var detail = owner.api.get("/api/rooms/" + room);
    byte[] prev =
        detail.status() == 200 ? Rest.bytes(detail.body().path("prevEvent")) : new byte[32];
    return owner.signed(
        RoomId.parse(room), RoomEvent.LETTERBOX_OPENED, prev, RoomEvent.SERVER.value(), data);
  }

  public static Rest.Answer submit(
      ChatClient owner, String room, byte[] event, byte[] seed, ChatClient... members) {
    long number = ((RoomEvent.LetterboxOpened) RoomEvent.parse(event)).box();
    var grants =
        Stream.of(members)
            .sorted(Comparator.comparing(member -> new UserId(member.user)))
            .map(member -> Base64Text.of(grant(owner.api, room, number, event, seed, member)))
            .toList();
    return owner.api.post(
        "/api/rooms/" + room + "/boxes",
        Api.fields("event", Base64Text.of(event), "grants", grants));
  }

  /// The seed, wrapped for a member.
  public byte[] grantFor(ChatClient member) {
    return grant(member.api, room, number, event, seed, member);
  }

  private static byte[] grant(
      Api api, String room, long number, byte[] event, byte[] seed, ChatClient member) {
    var id = IdentityId.of(member.keys.id);
    var record = Rest.bytes(api.get("/api/identities/" + id).body().path("record"));
    byte[] header = Grant.header(RoomId.parse(room), Grant.BOXES + number, id, Sha256.of(event));
    byte[] wrapped = IdentityRecord.parse(record).wrappingKey().wrap(header, seed);
    return new ByteWriter().bytes(header).bytes(wrapped).done();
  }

  public byte[] seal(String text) {
    return sealJson(
        Api.JSON.writeValueAsString(
            Api.fields("t", "text", "b", text, "at", System.currentTimeMillis())));
  }

  public byte[] sealJson(String json) {
    return Letter.seal(
        RoomId.parse(room), number, key, Keys.random(32), json.getBytes(StandardCharsets.UTF_8));
  }

  /// The address's part after `#`.
  public String part() {
    byte[] bytes = new ByteWriter().bytes(RoomId.parse(room).bytes()).u32(number).bytes(key).done();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The text of a letter, opened with the seed that a member has been granted.
  public String openedBy(ChatClient member, byte[] letter) throws Exception {
    for (JsonNode box : member.api.get("/api/rooms/" + room + "/boxes").body().path("boxes")) {
      if (box.path("box").asLong() == number) {
        byte[] grant = Rest.bytes(box.path("grants").get(0));
        int header = grant.length - 384;
        byte[] own =
            member.keys.unwrap(
                java.util.Arrays.copyOf(grant, header),
                java.util.Arrays.copyOfRange(grant, header, grant.length));
        byte[] json = Letter.open(letter, RoomId.parse(room), number, own);
        return ContentCodec.letter(json).orElseThrow().text();
      }
    }
    throw new IllegalStateException("no such box");
  }

  /// The room's letters as served to a member: the bytes, or nothing where only the hash is.
  public static List<JsonNode> letters(ChatClient member, String room) {
    return member
        .api
        .get("/api/rooms/" + room + "/log?after=0&limit=200")
        .body()
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("type").asInt() == 4)
        .toList();
  }
}
