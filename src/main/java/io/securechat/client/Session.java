package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Malformed;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A signed-in user with their keys: people, rooms, invitations and messages. What it says about a
/// room comes from the room's verified log. Its methods may be called by any thread, one at a time.
public final class Session implements AutoCloseable {

  private static final int EVENTS = 500;
  private static final int TRIES = 10;
  private static final int NAMES = 100;
  private static final Duration INVITATION = Duration.ofDays(14);

  /// A refusal by the server, with its code and its words for people.
  public static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    Refused(String code, String title) {
      super(title.isEmpty() ? "The server doesn’t answer as expected." : title);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /// Thrown if the salt of an account is another one than at the last sign-in (P7).
  public static final class SaltChanged extends RuntimeException {

    private static final long serialVersionUID = 1;

    SaltChanged() {
      super("The server gave another salt for this account than before.");
    }
  }

  /// A room in the user's list.
  ///
  /// @param name from its events; the server's, marked by `isRead`, if they are not valid
  public record RoomLine(RoomId id, String name, RoomMode mode, long unread, boolean isRead) {}

  /// An open invitation.
  public record Invitation(RoomId room, String name, RoomMode mode, UserId by, String byName) {}

  /// How inviting somebody went.
  ///
  /// @param outcome `online`, `offline`, `already-here`, `already-invited`, `unknown`,
  ///   `somebody-else`, `refused` or `failed`
  public record Invited(String name, String outcome) {}

  private final Rest rest;
  private final UserId me;
  private final String username;
  private final Vault vault;
  private final PublicKeys people;
  private final Pins pins;
  private final PinStore store;
  private final Clock clock;
  private final Link link;
  private final Map<UserId, Person> known = new HashMap<>();
  private final Map<RoomId, ClientRoom> rooms = new HashMap<>();
  private boolean serverChanged;

  private Session(
      ServerAddress server, Rest rest, JsonNode self, Vault vault, StateFolder state, Clock clock) {
    this.rest = rest;
    this.me = UserId.parse(self.path("userId").asString());
    this.username = self.path("username").asString();
    this.vault = vault;
    this.people = new PublicKeys(rest);
    this.pins = new Pins(people);
    this.store = new PinStore(rest, me.value(), vault, pins, state);
    this.clock = clock;
    this.link = new Link(server, rest);
  }

  /// Signs in and opens the vault; creates the first keys of a user who has none. Throws [Refused],
  /// [SaltChanged], [Vault.Closed] or [java.io.UncheckedIOException].
  ///
  /// @param saltAccepted whether the user has said that their password was changed elsewhere
  public static Session signIn(
      ServerAddress server,
      String username,
      char[] password,
      StateFolder state,
      boolean saltAccepted,
      Clock clock) {
    var rest = new Rest(server.uri(), server.http());
    String name = canonical(username);
    var asked = rest.get("/api/sign-in/salt?username=" + Rest.encode(name));
    requireOk(asked);
    String salt = asked.text("salt");
    String hash = Base64Text.of(Sha256.of(salt.getBytes(StandardCharsets.US_ASCII)));
    if (!saltAccepted && state.salt(name).filter(one -> !one.equals(hash)).isPresent()) {
      throw new SaltChanged();
    }
    PasswordSecrets secrets;
    try {
      secrets = PasswordSecrets.derive(password, salt);
    } catch (Malformed e) {
      throw new Refused("", "The server gave a salt that no server draws.");
    }
    var self = rest.logInWithSecret(name, secrets.authSecret());
    requireOk(self);
    var user = UUID.fromString(self.text("userId"));
    var vault = Vault.open(rest, user, secrets, clock);
    state.salt(name, hash);
    var session = new Session(server, rest, self.body(), vault, state, clock);
    session.store.load();
    session.serverChanged = !session.pins.isServer(session.people.server());
    return session;
  }

  private static void requireOk(Rest.Answer answer) {
    if (!answer.isOk()) {
      throw new Refused(answer.code(), answer.body().path("title").asString(""));
    }
  }

  static String canonical(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /// The answer to a request that is expected to succeed.
  JsonNode got(String path) {
    var answer = rest.get(path);
    requireOk(answer);
    return answer.body();
  }

  public UserId me() {
    return me;
  }

  public String username() {
    return username;
  }

  Rest rest() {
    return rest;
  }

  Vault vault() {
    return vault;
  }

  PublicKeys people() {
    return people;
  }

  Pins pins() {
    return pins;
  }

  Clock clock() {
    return clock;
  }

  List<IdentityId> ownIdentities() {
    return vault.keys().stream().map(keys -> IdentityId.of(keys.id)).toList();
  }

  boolean isServerChanged() {
    return serverChanged;
  }

  /// Why nothing is sent anywhere, as a sentence.
  public Optional<String> trouble() {
    return store.trouble();
  }

  /// Connects the WebSocket, which reconnects by itself. Frames are delivered one after the other.
  public void connect(Link.Listener listener) {
    link.connect(this, listener);
  }

  public boolean isConnected() {
    return link.isConnected();
  }

  /// Sends a frame, and returns the answer to it.
  JsonNode ask(Map<String, Object> frame, Predicate<JsonNode> answer) {
    return link.ask(frame, answer);
  }

  // People

  /// The users who are online.
  public List<Person> online() {
    var names =
        got("/api/online")
            .path("users")
            .valueStream()
            .map(one -> one.path("username").asString())
            .toList();
    var online = new ArrayList<Person>();
    for (int i = 0; i < names.size(); i += NAMES) {
      online.addAll(lookUp(names.subList(i, Math.min(names.size(), i + NAMES))));
    }
    return online;
  }

  private List<Person> lookUp(List<String> names) {
    var answer = rest.post("/api/users/lookup", Map.of("usernames", names));
    requireOk(answer);
    return answer.body().path("found").valueStream().map(Person::of).map(this::noted).toList();
  }

  private synchronized Person noted(Person person) {
    known.put(person.id(), person);
    pins.named(person.id(), new Pins.Names(person.username(), person.displayName()));
    return person;
  }

  /// The username of somebody: the pinned one, whatever the server says (I13).
  public synchronized String name(UserId user) {
    if (user.equals(me)) {
      return username;
    }
    if (user.equals(RoomEvent.SERVER)) {
      return "The server";
    }
    var pinned = pins.names(user);
    if (pinned.isPresent()) {
      return pinned.get().username();
    }
    var answer = rest.get("/api/users/" + user);
    return answer.isOk()
        ? noted(Person.of(answer.body())).username()
        : "somebody-" + user.toString().substring(0, 8);
  }

  // Rooms

  /// The user's rooms. A room whose events are not valid, or do not name this user, has the name
  /// that the server gives it, and is marked.
  public synchronized List<RoomLine> rooms() {
    var lines = new ArrayList<RoomLine>();
    for (var one : got("/api/rooms").path("rooms")) {
      lines.add(line(one));
    }
    return lines;
  }

  private RoomLine line(JsonNode summary) {
    var id = RoomId.parse(summary.path("roomId").asString());
    long unread = summary.path("unread").asLong();
    try {
      var room = rooms.get(id);
      var ledger = room != null ? room.ledger() : events(id);
      if (ledger.isMemberBy(ownIdentities())) {
        return new RoomLine(id, title(ledger), ledger.mode(), unread, true);
      }
    } catch (IllegalStateException | Malformed e) {
      // Falls through to the line that says so.
    }
    var mode = mode(summary);
    return new RoomLine(id, summary.path("name").asString(), mode, unread, false);
  }

  private static RoomMode mode(JsonNode json) {
    return json.path("mode").asString().equals(RoomMode.END_TO_END.word())
        ? RoomMode.END_TO_END
        : RoomMode.MANAGED;
  }

  /// A room's name; the names of the others in a direct room.
  public String title(RoomLedger ledger) {
    if (!ledger.isDirect()) {
      return ledger.name();
    }
    var others =
        ledger.standings().keySet().stream()
            .filter(user -> !user.equals(me))
            .map(this::name)
            .sorted()
            .toList();
    return others.isEmpty() ? "Notes to self" : String.join(", ", others);
  }

  /// A room's verified events. An invited user may read them too. Throws [IllegalStateException].
  RoomLedger events(RoomId room) {
    var ledger = new RoomLedger(room, me, people);
    while (true) {
      var path = "/api/rooms/" + room + "/events?limit=" + EVENTS + "&after=" + ledger.lastPos();
      var entries = got(path).path("entries");
      for (var entry : entries) {
        ledger.take(Rest.bytes(entry.path("entry")), entry.path("pos").asLong());
      }
      if (entries.size() < EVENTS) {
        return ledger;
      }
    }
  }

  /// Opens a room: reads its log, or what has been missed of it.
  public synchronized ClientRoom open(RoomId id) {
    var room = rooms.computeIfAbsent(id, one -> new ClientRoom(one, this, clock));
    try {
      room.catchUp();
    } catch (ClientRoom.Blocked e) {
      // The room says by itself what is wrong.
    }
    var mode = got("/api/rooms/" + id).path("mode").asString();
    room.called(mode);
    store.save();
    return room;
  }

  /// The room, if it was opened.
  synchronized Optional<ClientRoom> opened(RoomId id) {
    return Optional.ofNullable(rooms.get(id));
  }

  synchronized List<ClientRoom> opened() {
    return List.copyOf(rooms.values());
  }

  /// Creates a room and invites these users.
  public synchronized RoomId create(String name, RoomMode mode) {
    var room = new RoomId(UUID.randomUUID());
    byte[] named =
        Keys.join(new byte[] {(byte) mode.code()}, name.getBytes(StandardCharsets.UTF_8));
    byte[] event = signed(room, RoomEvent.CREATED, new byte[32], me, named);
    requireOk(rest.post("/api/rooms", Map.of("events", List.of(Base64Text.of(event)))));
    return room;
  }

  /// Invites everyone it can, and says of each how that went. Inviting pins an identity.
  public synchronized List<Invited> invite(RoomId room, List<String> names) {
    var wanted = names.stream().map(Session::canonical).distinct().toList();
    var found = new HashMap<String, Person>();
    lookUp(wanted).forEach(person -> found.put(person.username(), person));
    var ledger = events(room);
    var results = new ArrayList<Invited>();
    for (String name : wanted) {
      results.add(new Invited(name, invite(room, ledger, name, found.get(name))));
    }
    store.save();
    return results;
  }

  private String invite(RoomId room, RoomLedger ledger, String name, @Nullable Person person) {
    if (person == null) {
      return "unknown";
    }
    boolean another = pins.ownerOf(name).filter(owner -> !owner.equals(person.id())).isPresent();
    if (another || !name(person.id()).equals(name)) {
      return "somebody-else";
    }
    if (ledger.standings().containsKey(person.id())) {
      return "already-here";
    }
    if (!isTrusted(person)) {
      return "new-identity";
    }
    var answer = change(room, RoomEvent.INVITED, person.id(), invitation(person));
    return switch (answer.code()) {
      case "" -> person.online() ? "online" : "offline";
      case "already-member" -> "already-here";
      case "already-invited" -> "already-invited";
      case "no-such-person" -> "unknown";
      case "not-allowed" -> "refused";
      default -> "failed";
    };
  }

  private boolean isTrusted(Person person) {
    return person
        .identity()
        .map(id -> pins.verdict(person.id(), new RoomLedger.Named(id, true, 0)))
        .filter(verdict -> verdict != Pins.Verdict.FINE)
        .isEmpty();
  }

  private byte[] invitation(Person person) {
    byte[] identity = person.identity().map(IdentityId::bytes).orElse(new byte[16]);
    long expires = clock.millis() + INVITATION.toMillis();
    return new ByteWriter().bytes(identity).u64(expires).done();
  }

  /// The open invitations.
  public synchronized List<Invitation> invitations() {
    return got("/api/rooms").path("invitations").valueStream().map(this::invitation).toList();
  }

  Invitation invitation(JsonNode json) {
    var by = json.path("invitedBy");
    var user = UserId.parse(by.path("userId").asString());
    var served = new Pins.Names(by.path("username").asString(), by.path("displayName").asString());
    return new Invitation(
        RoomId.parse(json.path("roomId").asString()),
        json.path("name").asString(),
        mode(json),
        user,
        pins.named(user, served).username());
  }

  /// Accepts an invitation if the room's events confirm what it says (E5).
  public synchronized void accept(Invitation invitation) {
    var ledger = events(invitation.room());
    var by = ledger.invitations().get(me);
    boolean confirmed =
        invitation.by().equals(by)
            && ledger.name().equals(invitation.name())
            && ledger.mode() == invitation.mode()
            && ledger.invitedAs(me).map(ownIdentities()::contains).orElse(true);
    if (!confirmed) {
      throw new ClientRoom.Blocked("The room’s history doesn’t confirm this invitation.");
    }
    byte[] own = vault.current().id;
    requireOk(submit(invitation.room(), RoomEvent.JOINED, ledger.head(), me, own));
  }

  public synchronized void decline(RoomId room) {
    requireOk(change(room, RoomEvent.WITHDRAWN, me, new byte[0]));
  }

  public synchronized void leave(RoomId room) {
    requireOk(change(room, RoomEvent.LEFT, me, new byte[0]));
    rooms.remove(room);
  }

  synchronized void forget(RoomId room) {
    rooms.remove(room);
  }

  /// Signs a change on the room's verified head, again if another change was first (E1).
  private Rest.Answer change(RoomId room, int kind, UserId subject, byte[] data) {
    for (int i = 0; ; i++) {
      var answer = submit(room, kind, events(room).head(), subject, data);
      if (!answer.code().equals("stale-head") || i == TRIES) {
        return answer;
      }
    }
  }

  private Rest.Answer submit(RoomId room, int kind, byte[] prev, UserId subject, byte[] data) {
    String event = Base64Text.of(signed(room, kind, prev, subject, data));
    return rest.post("/api/rooms/" + room + "/events", Map.of("events", List.of(event)));
  }

  private byte[] signed(RoomId room, int kind, byte[] prev, UserId subject, byte[] data) {
    var actor = new RoomEvent.Actor(me, IdentityId.of(vault.current().id));
    byte[] unsigned = RoomEvent.unsigned(room, kind, clock.millis(), prev, actor, subject, data);
    try {
      return Keys.join(unsigned, vault.current().sign(unsigned));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  // Messages

  /// Sends a text, and returns its position once it stands in the log (M7).
  ///
  /// @param replyTo the position of the message that it replies to; 0 for none
  public synchronized long say(ClientRoom room, String text, long replyTo) {
    var ref = replyTo == 0 ? null : room.ref(replyTo);
    return send(room, new Content.Text(text, clock.millis(), ref, null, null, List.of()));
  }

  public synchronized long edit(ClientRoom room, long pos, String text) {
    return send(room, new Content.Edit(room.ref(pos), text, clock.millis(), null));
  }

  public synchronized long react(ClientRoom room, long pos, String emoji, boolean on) {
    return send(room, new Content.React(room.ref(pos), emoji, on, clock.millis()));
  }

  private long send(ClientRoom room, Content content) {
    room.catchUp();
    var id = UUID.randomUUID().toString();
    boolean stale = false;
    for (int i = 0; i < TRIES; i++) {
      byte[] envelope = room.seal(content, stale);
      var answer = post(room, id, envelope, !(content instanceof Content.Text));
      room.catchUp();
      if (answer.path("type").asString().equals("accepted")) {
        long pos = answer.path("pos").asLong();
        if (room.stands(pos, envelope)) {
          store.save();
          return pos;
        }
      } else if (!answer.path("code").asString().equals("stale-epoch")) {
        throw new Refused(answer.path("code").asString(), answer.path("title").asString());
      }
      stale = true;
    }
    throw new Refused("", "The server doesn’t take this message.");
  }

  private JsonNode post(ClientRoom room, String clientId, byte[] envelope, boolean quiet) {
    var frame =
        Rest.fields(
            "type",
            "post",
            "roomId",
            room.id().toString(),
            "clientId",
            clientId,
            "envelope",
            Base64Text.of(envelope),
            "quiet",
            quiet);
    return link.ask(frame, one -> one.path("clientId").asString("").equals(clientId));
  }

  /// Deletes a message for everyone, with this user's own edits of and reactions to it (D1).
  public synchronized void delete(ClientRoom room, long pos) {
    var sender = room.said(pos).map(Item.Said::sender).orElse(me);
    var parts = sender.equals(me) ? room.ownParts(pos) : List.of(pos);
    var refs = parts.stream().map(one -> Deletion.Ref.of(one, room.bytesAt(one))).toList();
    byte[] data = new Deletion(refs, List.of()).bytes();
    requireOk(change(room.id(), RoomEvent.DELETED, sender, data));
    room.catchUp();
  }

  /// Marks a room as read to a position.
  public void read(RoomId room, long pos) {
    link.send(Rest.fields("type", "read", "roomId", room.toString(), "pos", pos));
  }

  /// Ends the session on the server too.
  @Override
  public void close() {
    link.close();
    try {
      synchronized (this) {
        store.save();
      }
      rest.postText("/logout", "", "application/x-www-form-urlencoded");
    } catch (RuntimeException e) {
      // A server that is gone ends the session by itself.
    }
  }
}
