package io.securechat.client;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a user's clients have learned about others: pinned at first sight (I10, I13). Not
/// thread-safe.
final class Pins {

  enum Verdict {
    FINE,
    /// An identity that its owner has replaced.
    FORMER,
    /// Nothing vouches for it.
    CHANGED
  }

  record Names(String username, String displayName) {}

  /// @param state 0 seen, 1 accepted, 2 verified
  private record Pin(IdentityId identity, long index, int state) {

    boolean accepted() {
      return state >= ACCEPTED;
    }
  }

  /// A display name that differs from the pinned one, and since when.
  private record Renamed(String name, long since) {}

  /// The newest epoch that was seen in a room.
  ///
  /// @param pos where its record stands
  record RoomPin(int mode, long epoch, byte[] recordHash, long pos) {}

  private static final int SEEN = 0;
  private static final int ACCEPTED = 1;

  private final People people;
  private final Map<UserId, Pin> pins = new HashMap<>();
  private final Map<UserId, Names> names = new HashMap<>();
  private final Map<UserId, Renamed> renamed = new HashMap<>();
  private final Map<RoomId, RoomPin> rooms = new HashMap<>();
  private List<IdentityId> server = List.of();
  private boolean changed;

  Pins(People people) {
    this.people = people;
  }

  /// Judges the identity that a room's events name for a user. The first one is pinned, and
  /// replaced by a successor with unbroken signatures.
  Verdict verdict(UserId user, RoomLedger.Named named) {
    var pin = pins.get(user);
    if (pin != null && pin.identity.equals(named.identity())) {
      return judged(pin, named);
    }
    var record = people.identity(named.identity()).orElse(null);
    if (record == null || !record.user().equals(user)) {
      return Verdict.CHANGED;
    }
    var next = new Pin(named.identity(), record.index(), pin == null ? SEEN : pin.state);
    if (pin == null) {
      put(user, next);
      return judged(next, named);
    }
    return switch (people.relation(user, pin.identity, named.identity())) {
      case SAME, SUCCESSOR -> followed(user, next, named);
      case FORMER -> Verdict.FORMER;
      case RESET, UNKNOWN -> Verdict.CHANGED;
    };
  }

  private Verdict followed(UserId user, Pin next, RoomLedger.Named named) {
    if (next.index < named.latest()) {
      return Verdict.FORMER;
    }
    put(user, next);
    return judged(next, named);
  }

  private void put(UserId user, Pin pin) {
    pins.put(user, pin);
    changed = true;
  }

  private static Verdict judged(Pin pin, RoomLedger.Named named) {
    boolean former = pin.index < named.latest();
    if (named.vouched() || (pin.accepted() && !former)) {
      return Verdict.FINE;
    }
    return former ? Verdict.FORMER : Verdict.CHANGED;
  }

  /// The user has compared the fingerprint and accepts the identity.
  void accept(UserId user, IdentityId identity) {
    long known =
        people.identities(user).stream().mapToLong(record -> record.index()).max().orElse(0);
    put(user, new Pin(identity, known, ACCEPTED));
  }

  /// The pinned names of a user, whatever the server says now (I13).
  Names named(UserId user, Names served) {
    var known = names.putIfAbsent(user, served);
    changed |= known == null && pins.containsKey(user);
    return known == null ? served : known;
  }

  /// The names of a user, as far as they are pinned.
  Optional<Names> names(UserId user) {
    return Optional.ofNullable(names.get(user));
  }

  void acceptNames(UserId user, Names served) {
    names.put(user, served);
    renamed.remove(user);
    changed = true;
  }

  /// The owner of a username, as far as it is pinned.
  Optional<UserId> ownerOf(String username) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().username().equals(username))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  Optional<RoomPin> room(RoomId room) {
    return Optional.ofNullable(rooms.get(room));
  }

  /// Pins a room's newest epoch.
  void pin(RoomId room, EpochChain.Accepted newest) {
    var known = rooms.get(room);
    var record = newest.record();
    if (known == null || known.epoch < record.epoch()) {
      rooms.put(room, new RoomPin(record.mode(), record.epoch(), newest.hash(), newest.pos()));
      changed = true;
    }
  }

  /// Whether a server with this chain of keys is the pinned one, or its successor. The first one is
  /// pinned.
  boolean isServer(List<IdentityId> chain) {
    if (server.isEmpty()) {
      server = List.copyOf(chain);
      changed = true;
    }
    return server.stream().anyMatch(chain::contains);
  }

  /// Whether something has changed since they were last asked.
  boolean takeChanged() {
    boolean before = changed;
    changed = false;
    return before;
  }

  /// What has changed could not be stored: it is tried again.
  void keepChanged() {
    changed = true;
  }

  /// Adds what is in the stored JSON ("Identity, vault and locks" in docs/protocol.md): the later
  /// identity and the later epoch count.
  void merge(JsonNode json) {
    json.path("users").propertyStream().forEach(one -> mergeUser(one.getKey(), one.getValue()));
    json.path("rooms").propertyStream().forEach(one -> mergeRoom(one.getKey(), one.getValue()));
    if (json.path("server").size() > server.size()) {
      server =
          json.path("server").valueStream().map(id -> IdentityId.parse(id.asString())).toList();
    }
  }

  private void mergeUser(String id, JsonNode json) {
    var user = UserId.parse(id);
    var other =
        new Pin(
            IdentityId.parse(json.get(0).asString()), json.get(1).asLong(), json.get(2).asInt());
    var own = pins.get(user);
    if (own == null || other.index > own.index) {
      pins.put(user, other);
    } else if (own.identity.equals(other.identity)) {
      pins.put(user, new Pin(own.identity, own.index, Math.max(own.state, other.state)));
    }
    if (json.size() >= 5) {
      names.put(user, new Names(json.get(3).asString(), json.get(4).asString()));
    }
    if (json.size() >= 7) {
      renamed.put(user, new Renamed(json.get(5).asString(), json.get(6).asLong()));
    }
  }

  private void mergeRoom(String id, JsonNode json) {
    var room = RoomId.parse(id);
    var other =
        new RoomPin(
            json.get(0).asInt(),
            json.get(1).asLong(),
            Rest.bytes(json.get(2)),
            json.get(3).asLong());
    var own = rooms.get(room);
    if (own == null || other.epoch > own.epoch) {
      rooms.put(room, other);
    }
  }

  /// The JSON to store.
  ObjectNode json() {
    var json = Rest.JSON.createObjectNode();
    var users = json.putObject("users");
    pins.forEach((user, pin) -> write(users.putArray(user.toString()), user, pin));
    var all = json.putObject("rooms");
    rooms.forEach((room, pin) ->
        all.putArray(room.toString())
            .add(pin.mode)
            .add(pin.epoch)
            .add(io.securechat.bytes.Base64Text.of(pin.recordHash))
            .add(pin.pos));
    var ids = json.putArray("server");
    server.forEach(id -> ids.add(id.toString()));
    return json;
  }

  private void write(ArrayNode array, UserId user, Pin pin) {
    array.add(pin.identity.toString()).add(pin.index).add(pin.state);
    var known = names.get(user);
    if (known == null) {
      return;
    }
    array.add(known.username()).add(known.displayName());
    @Nullable Renamed now = renamed.get(user);
    if (now != null) {
      array.add(now.name).add(now.since);
    }
  }

  /// Whether a record is the one that was pinned for its epoch.
  static boolean matches(RoomPin pin, EpochChain.Accepted record) {
    return pin.pos == record.pos() && Arrays.equals(pin.recordHash, record.hash());
  }
}
