package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteReader;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import io.securechat.testing.Api;
import io.securechat.testing.Secrets;
import io.securechat.testing.TestServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The client library with everything at hand that a test looks at or misuses: logs in, has keys,
/// signs events, encrypts and decrypts messages, over real requests and a real socket.
@NullUnmarked
public final class ChatClient implements AutoCloseable {

  private static final long HOUR = 3_600_000;

  public final Api api;
  public final Frames frames;
  public final UUID user;
  public final Keys keys;
  private final Map<String, Map<Long, Epoch>> epochs = new ConcurrentHashMap<>();

  private final URI server;

  /// Also holds what was learned about others.
  final RoomLogs logs;

  private ChatClient(URI server, Api api, UUID user, Keys keys, RoomLogs logs) {
    this.logs = logs;
    this.server = server;
    this.api = api;
    this.user = user;
    this.keys = keys;
    this.frames = Frames.open(server, api);
    frames.send(Api.fields("type", "hello", "rooms", List.of()));
    frames.await("welcome");
  }

  public static ChatClient at(TestServer server, String username, String password) {
    return at(server.uri("/"), username, password);
  }

  public static ChatClient at(URI server, String username, String password) {
    var api = new Api(server);
    String salt = api.get("/api/sign-in/salt?username=" + username).text("salt");
    var self = api.logIn(username, password);
    if (self.status() != 200) {
      throw new IllegalStateException("not let in: " + self.body());
    }
    var user = UUID.fromString(self.text("userId"));
    var keys = keys(api, user, password, salt);
    return new ChatClient(server, api, user, keys, new RoomLogs(api, user));
  }

  /// The same user and session with a new socket, as a page after a broken connection.
  public ChatClient again() {
    frames.close();
    return new ChatClient(server, api, user, keys, logs);
  }

  private static Keys keys(Api api, UUID user, String password, String salt) {
    var secrets = Secrets.derived(password, salt);
    return Vault.open(api, user, secrets, Clock.systemUTC()).current();
  }

  public RoomEvent.Actor actor() {
    return new RoomEvent.Actor(new UserId(user), IdentityId.of(keys.id));
  }

  /// Creates a room and invites these users in one request.
  public String createRoom(String name, ChatClient... invited) {
    return createRoom(RoomMode.MANAGED, name, invited);
  }

  public String createRoom(RoomMode mode, String name, ChatClient... invited) {
    var room = new RoomId(UUID.randomUUID());
    var events = new ArrayList<String>();
    byte[] named =
        Keys.join(new byte[] {(byte) mode.code()}, name.getBytes(StandardCharsets.UTF_8));
    byte[] event = signed(room, RoomEvent.CREATED, new byte[32], user, named);
    events.add(Base64Text.of(event));
    for (ChatClient guest : invited) {
      event = signed(room, RoomEvent.INVITED, Sha256.of(event), guest.user, invitation(guest));
      events.add(Base64Text.of(event));
    }
    var answer = api.post("/api/rooms", Map.of("events", events));
    if (answer.status() != 201) {
      throw new IllegalStateException("no room: " + answer.body());
    }
    return room.toString();
  }

  /// Asks for a direct room with these users. Answers 201, or `room-exists`.
  public Rest.Answer openDirect(ChatClient... others) {
    var data = new io.securechat.bytes.ByteWriter().u8(RoomEvent.DIRECT).u8(others.length);
    Stream.of(others)
        .sorted(Comparator.comparing(other -> new UserId(other.user)))
        .forEach(other -> data.bytes(new UserId(other.user).bytes()).bytes(other.keys.id));
    var room = new RoomId(UUID.randomUUID());
    byte[] event = signed(room, RoomEvent.CREATED, new byte[32], user, data.done());
    return api.post("/api/rooms", Map.of("events", List.of(Base64Text.of(event))));
  }

  private static byte[] invitation(ChatClient guest) {
    long expires = System.currentTimeMillis() + HOUR;
    return new io.securechat.bytes.ByteWriter().bytes(guest.keys.id).u64(expires).done();
  }

  public Rest.Answer invite(String room, ChatClient guest) {
    return change(room, RoomEvent.INVITED, guest.user, invitation(guest));
  }

  public Rest.Answer join(String room) {
    var invited = frames.await(f -> f.path("invitation").path("roomId").asString("").equals(room));
    byte[] prev = bytes(invited.path("invitation").path("prevEvent"));
    return change(room, RoomEvent.JOINED, user, keys.id, prev);
  }

  /// Signs a change for the room's current head and submits it, again if another change was first.
  public Rest.Answer change(String room, int kind, UUID subject, byte[] data) {
    var detail = api.get("/api/rooms/" + room);
    byte[] prev = detail.status() == 200 ? bytes(detail.body().path("prevEvent")) : new byte[32];
    return change(room, kind, subject, data, prev);
  }

  public Rest.Answer change(String room, int kind, UUID subject, byte[] data, byte[] prev) {
    byte[] head = prev;
    for (int i = 0; ; i++) {
      byte[] event = signed(RoomId.parse(room), kind, head, subject, data);
      var answer =
          api.post(
              "/api/rooms/" + room + "/events", Map.of("events", List.of(Base64Text.of(event))));
      if (!answer.code().equals("stale-head") || i > 5) {
        return answer;
      }
      head = bytes(answer.body().path("prevEvent"));
    }
  }

  public byte[] signed(RoomId room, int kind, byte[] prev, UUID subject, byte[] data) {
    long now = System.currentTimeMillis();
    byte[] unsigned = RoomEvent.unsigned(room, kind, now, prev, actor(), new UserId(subject), data);
    try {
      return Keys.join(unsigned, keys.sign(unsigned));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Posts a message, waits until it has its position, and verifies that the log has it there (M7).
  public long say(String room, String text) {
    var id = UUID.randomUUID();
    for (int i = 0; i < 10; i++) {
      byte[] envelope = seal(room, text);
      var answer = post(room, id, envelope);
      if (answer.path("type").asString().equals("accepted")) {
        long pos = answer.path("pos").asLong();
        logs.requireStands(room, pos, envelope);
        return pos;
      }
      if (!answer.path("code").asString().equals("stale-epoch")) {
        throw new IllegalStateException(answer.toString());
      }
    }
    throw new IllegalStateException("the room never rests");
  }

  /// Posts an envelope and waits for its answer; each post gets one.
  public JsonNode post(String room, UUID id, byte[] envelope) {
    return post(room, id, envelope, Map.of());
  }

  /// The same with further fields.
  @SuppressWarnings("ReferenceEquality") // this very frame, not one that says the same
  public JsonNode post(String room, UUID id, byte[] envelope, Map<String, ?> more) {
    long before = answers(id);
    send(room, id, envelope, more);
    return frames.await(
        frame -> isAnswer(frame, id) && answers(id) > before && frame == latest(id));
  }

  public void send(String room, UUID id, byte[] envelope) {
    send(room, id, envelope, Map.of());
  }

  private void send(String room, UUID id, byte[] envelope, Map<String, ?> more) {
    var fields =
        Api.fields(
            "type",
            "post",
            "roomId",
            room,
            "clientId",
            id.toString(),
            "envelope",
            Base64Text.of(envelope));
    fields.putAll(more);
    frames.send(fields);
  }

  private long answers(UUID id) {
    return frames.heard().stream().filter(frame -> isAnswer(frame, id)).count();
  }

  private JsonNode latest(UUID id) {
    return frames.heard().stream().filter(frame -> isAnswer(frame, id)).toList().getLast();
  }

  private static boolean isAnswer(JsonNode frame, UUID id) {
    return frame.path("clientId").asString("").equals(id.toString());
  }

  public byte[] seal(String room, String text) {
    return seal(openEpoch(room), text);
  }

  /// Encrypts in an epoch that is known to be open.
  public byte[] seal(Epoch epoch, String text) {
    try {
      return epoch.seal(body(text), keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Encrypts with number `seq` of a given stream, which another client may use too.
  public byte[] seal(String room, String text, byte[] stream, long seq) {
    return seal(openEpoch(room), text, stream, seq);
  }

  public byte[] seal(Epoch epoch, String text, byte[] stream, long seq) {
    try {
      return epoch.seal(body(text), keys, stream, seq);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String body(String text) {
    return Api.JSON.writeValueAsString(
        Api.fields("t", "text", "b", text, "at", System.currentTimeMillis()));
  }

  /// The epoch in which messages can be posted now.
  public Epoch openEpoch(String room) {
    var detail = api.get("/api/rooms/" + room).body();
    long seenPos = detail.path("lastPos").asLong();
    byte[] seenHash = bytes(detail.path("lastHash"));
    Integer open = nullable(detail.path("openEpoch"));
    if (open == null && detail.path("mode").asString().equals(RoomMode.END_TO_END.word())) {
      new EpochMaker(this).open(room);
      open = nullable(api.get("/api/rooms/" + room).body().path("openEpoch"));
    } else if (open == null) {
      long before = opened(room);
      frames.send(Api.fields("type", "open", "roomId", room));
      frames.await(f -> opened(room) > before);
      open = nullable(api.get("/api/rooms/" + room).body().path("openEpoch"));
    }
    if (open == null) {
      throw new IllegalStateException("no epoch was opened");
    }
    var epoch = epoch(room, open);
    epoch.saw(seenPos, seenHash);
    return epoch;
  }

  private long opened(String room) {
    return frames.heard().stream()
        .filter(f -> f.path("type").asString().equals("opened"))
        .filter(f -> f.path("roomId").asString().equals(room))
        .count();
  }

  private static @Nullable Integer nullable(JsonNode number) {
    return number.isNumber() ? Integer.valueOf(number.asInt()) : null;
  }

  /// The client's key of an epoch; throws if there is no grant.
  public Epoch epoch(String room, long number) {
    return epochs
        .computeIfAbsent(room, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(number, _ -> fetch(room, number));
  }

  private Epoch fetch(String room, long number) {
    var path = "/api/rooms/" + room + "/grants?from=" + number + "&to=" + number;
    var answer = api.get(path).body();
    if (answer.path("grants").isEmpty()) {
      throw new IllegalStateException("no grant of epoch " + number);
    }
    byte[] record = bytes(answer.path("records").get(0).path("entry"));
    GeneralSecurityException last = null;
    // Several people may have granted it, and one of them nonsense (K6).
    for (JsonNode grant : answer.path("grants")) {
      try {
        return Epoch.open(bytes(grant), record, keys);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new IllegalStateException(last);
  }

  /// All of a room's entries, as served to this member. Throws [IllegalStateException] if they
  /// break a rule that pages verify.
  public List<JsonNode> log(String room) {
    return logs.read(room);
  }

  /// The decrypted messages of a room, by position.
  public SortedMap<Long, String> texts(String room) {
    var texts = new TreeMap<Long, String>();
    for (JsonNode entry : log(room)) {
      if (entry.path("type").asInt() == 1 && entry.has("entry")) {
        long pos = entry.path("pos").asLong();
        byte[] envelope = bytes(entry.path("entry"));
        texts.put(pos, open(room, envelope));
        logs.requireSeen(room, pos, witness(room, envelope));
      }
    }
    return texts;
  }

  public String open(String room, byte[] envelope) {
    try {
      return Api.JSON.readTree(epochOf(room, envelope).open(envelope)).path("b").asString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Epoch.Witness witness(String room, byte[] envelope) {
    try {
      return epochOf(room, envelope).witness(envelope);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Epoch epochOf(String room, byte[] envelope) {
    return epoch(room, new ByteReader(Arrays.copyOfRange(envelope, 21, 25)).u32());
  }

  /// Waits until a message with this text arrives over the socket.
  public void hears(String room, String text) {
    frames.await(frame -> linesOf(frame, room).contains(text));
  }

  private List<String> linesOf(JsonNode frame, String room) {
    var lines = new ArrayList<String>();
    if (frame.path("type").asString().equals("entries")
        && frame.path("roomId").asString().equals(room)) {
      for (JsonNode entry : frame.path("entries")) {
        if (entry.path("type").asInt() == 1) {
          lines.add(open(room, bytes(entry.path("entry"))));
        }
      }
    }
    return lines;
  }

  public static byte[] bytes(JsonNode base64) {
    return Rest.bytes(base64);
  }

  @Override
  public void close() {
    frames.close();
  }
}
