package io.securechat.protocol;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Writes `letters.json` (sealed letters, and those that are refused, with the fault) and
/// `ledger-boxes.json` (events of letterboxes, in the form of `ledger.json`, whose people and keys
/// it uses). Run by hand when a rule of docs/protocol.md, "Letterboxes", changes.
final class MakeLetterboxVectors {

  private static final Path FOLDER = Path.of("src/test/resources/vectors");
  private static final RoomId ROOM = RoomId.parse("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
  private static final RoomId OTHER = RoomId.parse("aaaaaaaa-bbbb-4ccc-8ddd-ffffffffffff");
  private static final long TIME = 1_750_000_000_000L;
  private static final List<String> SMALL_ORDER =
      List.of(
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0100000000000000000000000000000000000000000000000000000000000000",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
          "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000080");

  private MakeLetterboxVectors() {}

  public static void main(String[] args) throws IOException, GeneralSecurityException {
    write("letters.json", letters());
    write("ledger-boxes.json", ledger());
  }

  private static void write(String name, Object value) throws IOException {
    var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(FOLDER.resolve(name), json.writeValueAsString(value) + "\n");
  }

  private static byte[] fill(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static String text(byte[] bytes) {
    return Base64Text.of(bytes);
  }

  // Letters.

  private static Map<String, Object> letters() {
    var good = new ArrayList<Object>();
    good.add(letter("a short text", ROOM, 1, 31, 41, said("Build 1234 failed.")));
    good.add(
        letter(
            "a text with line breaks and other scripts",
            ROOM,
            2,
            32,
            42,
            said("Grüße 🍪\n**مرحبا**")));
    good.add(letter("the highest number of a box", OTHER, Integer.MAX_VALUE, 33, 43, said("x")));
    good.add(letter("a JSON that fills 63 bytes of a block", ROOM, 1, 31, 44, sized(63)));
    good.add(letter("a JSON of 64 bytes needs another block", ROOM, 1, 31, 45, sized(64)));
    good.add(letter("the longest JSON", ROOM, 1, 31, 46, sized(Letter.LONGEST_JSON)));
    var refused = new ArrayList<Object>();
    byte[] whole = seal(ROOM, 1, 31, 41, said("Build 1234 failed."));
    refused.add(bad("another mac", whole, at -> at[at.length - 1] ^= 1, "mac"));
    refused.add(bad("another ciphertext", whole, at -> at[60] ^= 1, "mac"));
    refused.add(bad("another ephemeral key", whole, at -> at[30] ^= 1, "mac"));
    refused.add(
        bad(
            "room and box of another letter",
            seal(OTHER, 2, 31, 41, said("x")),
            at -> {
              System.arraycopy(whole, 5, at, 5, 20);
            },
            "mac"));
    refused.add(bad("sealed to another key", seal(ROOM, 1, 32, 41, said("x")), _ -> {}, "mac"));
    refused.add(bad("for another room", seal(OTHER, 1, 31, 41, said("x")), _ -> {}, "shape"));
    refused.add(bad("for another box", seal(ROOM, 2, 31, 41, said("x")), _ -> {}, "shape"));
    refused.add(bad("for box 0", whole, at -> at[24] = 0, "shape"));
    refused.add(bad("for a box that is too high", whole, at -> at[21] = (byte) 0x80, "shape"));
    refused.add(bad("of another structure", whole, at -> at[3] = 'M', "shape"));
    refused.add(bad("of another suite", whole, at -> at[4] = 2, "shape"));
    refused.add(cut("cut by one byte", whole, whole.length - 1));
    refused.add(cut("without its mac", whole, whole.length - 32));
    refused.add(cut("with a byte more", whole, whole.length + 1));
    refused.add(cut("without ciphertext", whole, 89));
    refused.add(cut("empty", whole, 0));
    refused.add(
        cut("longer than any letter", seal(ROOM, 1, 31, 41, sized(Letter.LONGEST_JSON)), 16_601));
    for (String key : SMALL_ORDER) {
      byte[] point = HexFormat.of().parseHex(key);
      refused.add(
          bad(
              "an ephemeral key of small order " + key,
              whole,
              at -> System.arraycopy(point, 0, at, 25, 32),
              "key"));
    }
    refused.add(padded("no padding", plain(said("x"), 64, 0)));
    refused.add(padded("zeros alone", new byte[64]));
    byte[] noise = plain(said("x"), 64, 0x80);
    noise[63] = 1;
    refused.add(padded("something after the padding", noise));
    refused.add(padded("a block too much", plain(said("x"), 128, 0x80)));
    refused.add(padded("a JSON of one byte", plain("1", 64, 0x80)));
    refused.add(
        padded("a JSON that is too long", plain(sized(Letter.LONGEST_JSON + 1), 16_448, 0x80)));
    for (String json :
        List.of(
            "{\"t\":\"text\",\"b\":\"x\",\"at\":1,\"re\":[1,\"AAAAAAAAAAAAAAAAAAAAAA==\"]}",
            "{\"t\":\"text\",\"b\":\"x\",\"at\":1,\"mn\":\"room\"}",
            "{\"t\":\"text\",\"b\":\"\",\"at\":1}",
            "{\"t\":\"text\",\"b\":\"x\"}",
            "{\"t\":\"text\",\"b\":\"x\",\"at\":-1}",
            "{\"t\":\"text\",\"b\":\"x\",\"at\":1,\"x\":1}",
            "{\"t\":\"react\",\"of\":[1,\"AAAAAAAAAAAAAAAAAAAAAA==\"],\"e\":\"👍\",\"on\":true,\"at\":1}",
            "{\"t\":\"later\",\"at\":1}",
            "[]",
            "{\"t\":\"text\",\"t\":\"text\",\"b\":\"x\",\"at\":1}",
            "not JSON")) {
      refused.add(refusal("the content " + json, seal(ROOM, 1, 31, 41, json), "content"));
    }
    var all = new LinkedHashMap<String, Object>();
    all.put(
        "note",
        "Made by MakeLetterboxVectors. Bytes are in Base64; seeds and ephemeral private keys were made for tests alone.");
    all.put("letters", good);
    all.put("refused", refused);
    all.put(
        "smallOrder", SMALL_ORDER.stream().map(key -> text(HexFormat.of().parseHex(key))).toList());
    return all;
  }

  private static String said(String text) {
    var json = JsonMapper.shared().createObjectNode();
    return json.put("t", "text").put("b", text).put("at", TIME).toString();
  }

  private static String sized(int length) {
    int around = said("").getBytes(StandardCharsets.UTF_8).length;
    return said("x".repeat(length - around));
  }

  private static byte[] seal(RoomId room, long box, int seed, int ephemeral, String json) {
    return Letter.seal(
        room,
        box,
        LetterKey.publicKey(fill(seed)),
        fill(ephemeral),
        json.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> letter(
      String name, RoomId room, long box, int seed, int ephemeral, String json) {
    var one = new LinkedHashMap<String, Object>();
    one.put("name", name);
    one.put("seed", text(fill(seed)));
    one.put("key", text(LetterKey.publicKey(fill(seed))));
    one.put("ephemeralPrivate", text(fill(ephemeral)));
    one.put("ephemeral", text(LetterKey.publicKey(fill(ephemeral))));
    one.put("roomId", room.toString());
    one.put("box", box);
    one.put("json", json);
    one.put("sealed", text(seal(room, box, seed, ephemeral, json)));
    return one;
  }

  private interface Change {
    void apply(byte[] bytes);
  }

  private static Map<String, Object> bad(String name, byte[] sealed, Change change, String fault) {
    byte[] changed = sealed.clone();
    change.apply(changed);
    return refusal(name, changed, fault);
  }

  private static Map<String, Object> cut(String name, byte[] sealed, int length) {
    return refusal(name, Arrays.copyOf(sealed, length), "shape");
  }

  private static byte[] plain(String json, int length, int end) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] plain = Arrays.copyOf(bytes, length);
    plain[bytes.length] = (byte) end;
    return plain;
  }

  private static Map<String, Object> padded(String name, byte[] plain) {
    return refusal(
        name,
        Letter.sealPadded(ROOM, 1, LetterKey.publicKey(fill(31)), fill(41), plain),
        "padding");
  }

  private static Map<String, Object> refusal(String name, byte[] sealed, String fault) {
    var one = new LinkedHashMap<String, Object>();
    one.put("name", name);
    one.put("seed", text(fill(31)));
    one.put("roomId", ROOM.toString());
    one.put("box", 1);
    one.put("sealed", text(sealed));
    one.put("fault", fault);
    return one;
  }

  // Events.

  private record Step(String by, int kind, String subject, byte[] data, long pos) {

    Step at(long place) {
      return new Step(by, kind, subject, data, place);
    }
  }

  private static final Map<String, Integer> SEEDS = Map.of("alice", 1, "bob", 2, "carol", 3);
  private static JsonNode source = JsonMapper.shared().createObjectNode();

  private static Map<String, Object> ledger() throws IOException, GeneralSecurityException {
    source = JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("ledger.json")));
    var cases = new ArrayList<Object>();
    accept(
        cases,
        "an owner opens a letterbox",
        with(open("alice", 1)),
        List.of(box(1, true)),
        List.of());
    accept(
        cases,
        "one for webhooks",
        with(open("alice", 1, 1, "CI")),
        List.of(hook(1, "CI")),
        List.of());
    accept(
        cases,
        "a name of 64 characters",
        with(open("alice", 1, 0, "🍪".repeat(64))),
        List.of(named(1, "🍪".repeat(64))),
        List.of());
    accept(
        cases,
        "a second one",
        with(open("alice", 1), open("alice", 2)),
        List.of(box(1, true), box(2, true)),
        List.of());
    accept(
        cases,
        "an owner closes it",
        with(open("alice", 1), close("alice", 1)),
        List.of(box(1, false)),
        List.of());
    accept(
        cases,
        "the number after a closed one",
        with(open("alice", 1), close("alice", 1), open("alice", 2)),
        List.of(box(1, false), box(2, true)),
        List.of());
    var sixteen = new ArrayList<Step>();
    var boxes = new ArrayList<Map<String, Object>>();
    for (int i = 1; i <= 16; i++) {
      sixteen.add(open("alice", i));
      boxes.add(box(i, i != 3));
    }
    var replaced = new ArrayList<>(sixteen);
    replaced.add(close("alice", 3));
    replaced.add(open("alice", 17));
    boxes.add(box(17, true));
    accept(
        cases,
        "sixteen open ones, of which one is replaced",
        with(replaced.toArray(Step[]::new)),
        boxes,
        List.of());
    accept(
        cases,
        "a new owner closes it",
        with(open("alice", 1), role("alice", "bob", 1), close("bob", 1)),
        List.of(box(1, false)),
        List.of());
    accept(
        cases,
        "an owner deletes letters",
        with(open("alice", 1), erase("alice", "", 101, 102)),
        List.of(box(1, true)),
        List.of(101, 102));
    accept(
        cases,
        "a new owner deletes a letter of a closed box",
        with(open("alice", 1), close("alice", 1), role("alice", "bob", 1), erase("bob", "", 102)),
        List.of(box(1, false)),
        List.of(102));
    refuse(cases, "a member opens a letterbox", with(open("bob", 1)), "not-owner", "not-allowed");
    refuse(
        cases,
        "a member closes one",
        with(open("alice", 1), close("bob", 1)),
        "not-owner",
        "not-allowed");
    refuse(
        cases,
        "who was an owner opens one",
        with(role("alice", "bob", 1), role("bob", "alice", 0), open("alice", 1)),
        "not-owner",
        "not-allowed");
    refuse(cases, "an outsider opens one", with(open("carol", 1)), "not-invited", "not-found");
    refuse(
        cases,
        "a suspended owner opens one",
        with(suspend("alice"), open("alice", 1)),
        "suspended",
        "suspended");
    refuse(
        cases,
        "a suspended owner closes one",
        with(open("alice", 1), suspend("alice"), close("alice", 1)),
        "suspended",
        "suspended");
    refuse(cases, "the server opens one", with(open("server", 1)), "by-server", "bad-event");
    refuse(
        cases,
        "the server closes one",
        with(open("alice", 1), close("server", 1)),
        "by-server",
        "bad-event");
    refuse(cases, "the first is not number 1", with(open("alice", 2)), "box-number", "bad-event");
    refuse(
        cases,
        "the same number twice",
        with(open("alice", 1), open("alice", 1)),
        "box-number",
        "bad-event");
    refuse(
        cases,
        "a number is left out",
        with(open("alice", 1), open("alice", 3)),
        "box-number",
        "bad-event");
    refuse(
        cases,
        "the number of a closed one",
        with(open("alice", 1), close("alice", 1), open("alice", 1)),
        "box-number",
        "bad-event");
    sixteen.add(open("alice", 17));
    refuse(
        cases,
        "seventeen open ones",
        with(sixteen.toArray(Step[]::new)),
        "too-many-boxes",
        "too-many-boxes");
    refuse(
        cases,
        "one is closed that was never opened",
        with(close("alice", 1)),
        "box-closed",
        "no-change");
    refuse(
        cases,
        "one is closed twice",
        with(open("alice", 1), close("alice", 1), close("alice", 1)),
        "box-closed",
        "no-change");
    refuse(cases, "number 0", with(open("alice", 0)), "signature", "bad-event");
    refuse(
        cases,
        "a number that is too high",
        with(open("alice", 1L << 31)),
        "signature",
        "bad-event");
    refuse(cases, "without a name", with(open("alice", 1, 0, "")), "signature", "bad-event");
    refuse(
        cases,
        "a name of 65 characters",
        with(open("alice", 1, 0, "🍪".repeat(65))),
        "signature",
        "bad-event");
    refuse(
        cases,
        "a name with a line break",
        with(open("alice", 1, 0, "a\nb")),
        "signature",
        "bad-event");
    refuse(cases, "of an unknown kind", with(open("alice", 1, 2, "CI")), "signature", "bad-event");
    refuse(
        cases,
        "with a key of small order",
        with(open("alice", 1, 0, "CI", new byte[32])),
        "signature",
        "bad-event");
    refuse(
        cases,
        "about somebody",
        with(new Step("alice", 18, "bob", open("alice", 1).data(), 0)),
        "signature",
        "bad-event");
    refuse(
        cases,
        "closed for somebody",
        with(open("alice", 1), new Step("alice", 19, "bob", close("alice", 1).data(), 0)),
        "signature",
        "bad-event");
    refuse(
        cases,
        "one in a direct room",
        List.of(direct(), open("alice", 1)),
        "not-allowed",
        "not-allowed");
    refuse(
        cases,
        "one is closed in a direct room",
        List.of(direct(), close("alice", 1)),
        "not-allowed",
        "not-allowed");
    refuse(
        cases,
        "a member deletes a letter",
        with(open("alice", 1), erase("bob", "", 101)),
        "not-owner",
        "not-allowed");
    refuse(
        cases,
        "a letter is deleted as somebody’s message",
        with(open("alice", 1), erase("alice", "alice", 101)),
        "deleted-other",
        "not-allowed");
    refuse(
        cases,
        "a member deletes a letter as their message",
        with(open("alice", 1), erase("bob", "bob", 101)),
        "deleted-other",
        "not-allowed");
    refuse(
        cases,
        "a message is deleted as a letter",
        with(open("alice", 1), erase("alice", "", 103)),
        "deleted-other",
        "not-allowed");
    refuse(
        cases,
        "one of several is a message",
        with(open("alice", 1), erase("alice", "", 101, 103)),
        "deleted-other",
        "not-allowed");
    refuse(
        cases,
        "an event is deleted as a letter",
        with(open("alice", 1), erase("alice", "", 104)),
        "deleted-other",
        "bad-event");
    refuse(
        cases,
        "a letter is deleted twice",
        with(open("alice", 1), erase("alice", "", 101), erase("alice", "", 101).at(202)),
        "deleted-again",
        "no-change");
    refuse(
        cases,
        "letters are deleted in a direct room",
        List.of(direct(), erase("alice", "", 101)),
        "not-owner",
        "not-allowed");
    var all = new LinkedHashMap<String, Object>();
    all.put(
        "note",
        "Made by MakeLetterboxVectors, in the form of ledger.json; `boxes` of `then` are the letterboxes, and `userId` of zeros in `log` is that of a letter.");
    for (String name : List.of("roomId", "server", "people", "identities")) {
      all.put(name, source.path(name));
    }
    all.put("cases", cases);
    return all;
  }

  private static List<Step> with(Step... more) {
    var steps =
        new ArrayList<>(
            List.of(
                new Step(
                    "alice",
                    1,
                    "alice",
                    new ByteWriter().u8(2).bytes("Tea".getBytes(StandardCharsets.UTF_8)).done(),
                    0),
                new Step(
                    "alice",
                    2,
                    "bob",
                    new ByteWriter().bytes(new byte[16]).u64(TIME + 1_000_000_000).done(),
                    0),
                new Step("bob", 4, "bob", identity("bob").bytes(), 0)));
    steps.addAll(List.of(more));
    return steps;
  }

  private static Step direct() {
    return new Step(
        "alice",
        1,
        "alice",
        new ByteWriter()
            .u8(0x82)
            .u8(1)
            .bytes(user("bob").bytes())
            .bytes(identity("bob").bytes())
            .done(),
        0);
  }

  private static Step open(String by, long box) {
    return open(by, box, 0, "Box " + box);
  }

  private static Step open(String by, long box, int kind, String name) {
    return open(by, box, kind, name, key(box));
  }

  private static byte[] key(long box) {
    return LetterKey.publicKey(fill((int) (100 + box % 100)));
  }

  private static Step open(String by, long box, int kind, String name, byte[] key) {
    return new Step(
        by,
        18,
        "",
        new ByteWriter()
            .u32(box)
            .u8(kind)
            .bytes(key)
            .bytes(name.getBytes(StandardCharsets.UTF_8))
            .done(),
        0);
  }

  private static Step close(String by, long box) {
    return new Step(by, 19, "", new ByteWriter().u32(box).done(), 0);
  }

  private static Step role(String by, String subject, int role) {
    return new Step(by, 8, subject, new byte[] {(byte) role}, 0);
  }

  private static Step suspend(String subject) {
    return new Step("server", 15, subject, new byte[0], 0);
  }

  private static Step erase(String by, String subject, int... positions) {
    var data = new ByteWriter().u16(positions.length);
    for (int pos : positions) {
      data.u64(pos).bytes(Arrays.copyOf(fill(pos), 16));
    }
    return new Step(by, 11, subject, data.u16(0).done(), 201);
  }

  private static Map<String, Object> box(long number, boolean open) {
    return box(number, 0, "Box " + number, open);
  }

  private static Map<String, Object> hook(long number, String name) {
    return box(number, 1, name, true);
  }

  private static Map<String, Object> named(long number, String name) {
    return box(number, 0, name, true);
  }

  private static Map<String, Object> box(long number, int kind, String name, boolean open) {
    var one = new LinkedHashMap<String, Object>();
    one.put("box", number);
    one.put("kind", kind);
    one.put("key", text(key(number)));
    one.put("name", name);
    one.put("open", open);
    return one;
  }

  private static UserId user(String name) {
    return UserId.parse(source.path("people").path(name).asString());
  }

  private static IdentityId identity(String name) {
    for (var one : source.path("identities")) {
      if (one.path("userId").asString().equals(user(name).toString())
          && one.path("index").asInt() == 0) {
        return IdentityId.parse(one.path("identityId").asString());
      }
    }
    throw new IllegalStateException(name);
  }

  private static List<String> signed(List<Step> steps) throws GeneralSecurityException {
    var events = new ArrayList<String>();
    byte[] head = new byte[32];
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      boolean server = step.by().equals("server");
      var actor =
          server
              ? new RoomEvent.Actor(
                  RoomEvent.SERVER,
                  IdentityId.parse(source.path("server").path("serverId").asString()))
              : new RoomEvent.Actor(user(step.by()), identity(step.by()));
      var subject = step.subject().isEmpty() ? new UserId(new UUID(0, 0)) : user(step.subject());
      byte[] unsigned =
          RoomEvent.unsigned(
              ROOM, step.kind(), TIME + i * 1000L, head, actor, subject, step.data());
      byte[] event =
          new ByteWriter()
              .bytes(unsigned)
              .bytes(sign(server ? 99 : Objects.requireNonNull(SEEDS.get(step.by())), unsigned))
              .done();
      head = Sha256.of(event);
      events.add(text(event));
    }
    return events;
  }

  private static byte[] sign(int seed, byte[] bytes) throws GeneralSecurityException {
    PrivateKey key =
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, fill(seed)));
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(key);
    signature.update(bytes);
    return signature.sign();
  }

  private static Map<String, Object> base(String name, List<Step> steps)
      throws GeneralSecurityException {
    var one = new LinkedHashMap<String, Object>();
    one.put("name", name);
    one.put("events", signed(steps));
    if (steps.stream().anyMatch(step -> step.pos() > 0)) {
      var positions = new ArrayList<Long>();
      for (int i = 0; i < steps.size(); i++) {
        positions.add(steps.get(i).pos() > 0 ? steps.get(i).pos() : i + 1L);
      }
      one.put("positions", positions);
      String nobody = new UUID(0, 0).toString();
      one.put(
          "log",
          List.of(
              entry(101, nobody),
              entry(102, nobody),
              entry(103, user("bob").toString()),
              entry(104, null)));
    }
    return one;
  }

  private static Map<String, Object> entry(int pos, @Nullable String user) {
    var one = new LinkedHashMap<String, Object>();
    one.put("pos", pos);
    one.put("userId", user);
    one.put("erased", false);
    one.put("hash", text(fill(pos)));
    return one;
  }

  private static void accept(
      List<Object> cases,
      String name,
      List<Step> steps,
      List<Map<String, Object>> boxes,
      List<Integer> deleted)
      throws GeneralSecurityException {
    boolean bobOwns = steps.stream().anyMatch(step -> step.kind() == 8);
    var then = new LinkedHashMap<String, Object>();
    then.put("mode", "end-to-end");
    then.put("name", "Tea");
    then.put("fullHistory", false);
    then.put("topic", "");
    then.put("policy", 0);
    then.put("retention", 0);
    then.put("deleted", deleted);
    then.put("members", List.of(member("alice", 1, 1), member("bob", bobOwns ? 1 : 0, 3)));
    then.put("invitations", List.of());
    then.put("boxes", boxes);
    var one = base(name, steps);
    one.put("then", then);
    cases.add(one);
  }

  private static Map<String, Object> member(String name, int role, int joined) {
    var one = new LinkedHashMap<String, Object>();
    one.put("userId", user(name).toString());
    one.put("identityId", identity(name).toString());
    one.put("role", role);
    one.put("joinedPos", joined);
    one.put("suspended", false);
    return one;
  }

  private static void refuse(
      List<Object> cases, String name, List<Step> steps, String reader, String server)
      throws GeneralSecurityException {
    var one = base(name, steps);
    var refused = new LinkedHashMap<String, Object>();
    refused.put("reader", reader);
    refused.put("server", server);
    one.put("refused", refused);
    cases.add(one);
  }
}
