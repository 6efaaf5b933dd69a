package io.securechat.client;

import io.securechat.bytes.Malformed;
import io.securechat.protocol.Deletion;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// A signed-in user with their keys: people, rooms, invitations and messages. What it says about a
/// room comes from the room's verified log. Its methods may be called by any thread, one at a time.
public final class Session implements AutoCloseable {

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
  private final StateFolder state;
  private final PublicKeys people;
  private final Pins pins;
  private final PinStore store;
  private final Clock clock;
  private final Link link;
  private final Directory directory;
  private final RoomChanges changes;
  private final KeptRooms history;
  private final Posting posting;
  private final KeySharing sharing;
  private final Map<RoomId, ClientRoom> rooms = new HashMap<>();
  private final boolean serverChanged;
  private volatile boolean kept;

  Session(
      ServerAddress server,
      Rest rest,
      UserId me,
      String username,
      Vault vault,
      StateFolder state,
      Clock clock) {
    this.rest = rest;
    this.me = me;
    this.username = username;
    this.vault = vault;
    this.state = state;
    this.people = new PublicKeys(rest);
    this.pins = new Pins(people);
    this.store = new PinStore(rest, me.value(), vault, pins, state);
    this.clock = clock;
    this.link = new Link(server, rest);
    this.directory = new Directory(rest, pins, me, username);
    this.changes = new RoomChanges(this, directory);
    this.history =
        new KeptRooms(state.rooms(username), vault.pinKey(), () -> state.isRemembered(username));
    this.posting = new Posting(link);
    this.sharing = new KeySharing(this);
    store.load();
    serverChanged = !pins.isServer(people.server());
  }

  /// The body of an answer that is expected to be a success.
  static JsonNode ok(Rest.Answer answer) {
    if (!answer.isOk()) {
      throw new Refused(answer.code(), answer.body().path("title").asString(""));
    }
    return answer.body();
  }

  /// The answer to a request that is expected to succeed.
  JsonNode got(String path) {
    return ok(rest.get(path));
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

  /// From now on, shares keys with members who lack them and may have them.
  public void shareKeys() {
    sharing.begin();
  }

  KeySharing sharing() {
    return sharing;
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
  public synchronized List<Person> online() {
    return directory.online();
  }

  /// The username of somebody: the pinned one, whatever the server says (I13).
  public synchronized String name(UserId user) {
    return directory.name(user);
  }

  // Rooms

  /// The user's rooms. A room whose events are not valid, or do not name this user, has the name
  /// that the server gives it, and is marked.
  public synchronized List<RoomLine> rooms() {
    var lines = new ArrayList<RoomLine>();
    for (var one : got("/api/rooms").path("rooms")) {
      lines.add(line(one));
    }
    history.retain(lines.stream().map(RoomLine::id).toList());
    return lines;
  }

  private RoomLine line(JsonNode summary) {
    var id = RoomId.parse(summary.path("roomId").asString());
    long unread = summary.path("unread").asLong();
    try {
      var room = rooms.get(id);
      var ledger = room != null ? room.ledger() : changes.events(id);
      history.erase(id, ledger.lastErasure());
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
    return directory.title(ledger);
  }

  /// Opens a room: reads its log, or what has been missed of it.
  public synchronized ClientRoom open(RoomId id) {
    var room = rooms.get(id);
    if (room == null) {
      room = history.open(id, this);
      rooms.put(id, room);
    }
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

  /// Creates a room.
  public synchronized RoomId create(String name, RoomMode mode) {
    return changes.create(name, mode);
  }

  /// Invites everyone it can, and says of each how that went. Inviting pins an identity.
  public synchronized List<Invited> invite(RoomId room, List<String> names) {
    var results = changes.invite(room, names);
    store.save();
    return results;
  }

  /// The open invitations.
  public synchronized List<Invitation> invitations() {
    return got("/api/rooms").path("invitations").valueStream().map(this::invitation).toList();
  }

  synchronized Invitation invitation(JsonNode json) {
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
    changes.accept(invitation);
  }

  public synchronized void decline(RoomId room) {
    changes.decline(room);
  }

  public synchronized void leave(RoomId room) {
    changes.leave(room);
    forget(room);
  }

  synchronized void forget(RoomId room) {
    rooms.remove(room);
    history.remove(room);
  }

  KeptRooms history() {
    return history;
  }

  // Messages

  /// Sends a text, and returns its position once it stands in the log (M7).
  ///
  /// @param replyTo the position of the message that it replies to; 0 for none
  public synchronized long say(ClientRoom room, String text, long replyTo) {
    var ref = replyTo == 0 ? null : room.ref(replyTo);
    return send(room, new Content.Text(text, clock.millis(), ref, null, null, List.of()));
  }

  /// Sends and saves the files of messages.
  public FileTransfer files() {
    return new FileTransfer(this);
  }

  public synchronized long edit(ClientRoom room, long pos, String text) {
    return send(room, new Content.Edit(room.ref(pos), text, clock.millis(), null));
  }

  public synchronized long react(ClientRoom room, long pos, String emoji, boolean on) {
    return send(room, new Content.React(room.ref(pos), emoji, on, clock.millis()));
  }

  synchronized long send(ClientRoom room, Content content) {
    long pos = posting.send(room, content);
    store.save();
    return pos;
  }

  /// Deletes a message for everyone, with this user's own edits of and reactions to it (D1).
  public synchronized void delete(ClientRoom room, long pos) {
    var sender = room.said(pos).map(Item.Said::sender).orElse(me);
    var parts = sender.equals(me) ? room.ownParts(pos) : List.of(pos);
    var refs = parts.stream().map(one -> Deletion.Ref.of(one, room.bytesAt(one))).toList();
    byte[] data = new Deletion(refs, List.of()).bytes();
    ok(changes.change(room.id(), RoomEvent.DELETED, sender, data));
    room.catchUp();
  }

  /// Marks a room as read to a position.
  public void read(RoomId room, long pos) {
    link.send(Rest.fields("type", "read", "roomId", room.toString(), "pos", pos));
  }

  /// Keeps this session on this device, encrypted under a passphrase, so that the next run can
  /// continue it.
  public void remember(char[] passphrase) {
    var session = new Remembered(me, username, rest.cookie("session"), vault);
    state.session(username, session.sealed(passphrase));
    kept = true;
  }

  /// This session was continued.
  void isKept() {
    kept = true;
  }

  /// It was ended elsewhere.
  void isEnded() {
    if (kept) {
      forget();
    }
  }

  /// Removes what [#remember] keeps; closing ends the session again.
  public void forget() {
    history.close(List.of(), 0);
    state.forgetSession(username);
    kept = false;
  }

  /// Ends the session on the server too, unless it is kept.
  @Override
  public void close() {
    link.close();
    sharing.close();
    try {
      synchronized (this) {
        history.close(rooms.values(), clock.millis());
        store.save();
      }
      if (!kept) {
        rest.postText("/logout", "", "application/x-www-form-urlencoded");
      }
    } catch (RuntimeException e) {
      // A server that is gone ends the session by itself.
    }
  }
}
