package io.securechat.client;

import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The users of the server, under the usernames that are pinned with them (I13). Guarded by its
/// session.
final class Directory {

  private static final int NAMES = 100;

  private final Rest rest;
  private final Pins pins;
  private final UserId me;
  private final String username;

  Directory(Rest rest, Pins pins, UserId me, String username) {
    this.rest = rest;
    this.pins = pins;
    this.me = me;
    this.username = username;
  }

  /// The users who are online.
  List<Person> online() {
    var names =
        Session.ok(rest.get("/api/online"))
            .path("users")
            .valueStream()
            .map(one -> one.path("username").asString())
            .toList();
    return lookUp(names);
  }

  /// The users of these names, as far as there are any.
  List<Person> lookUp(List<String> names) {
    var found = new ArrayList<Person>();
    for (int i = 0; i < names.size(); i += NAMES) {
      var part = names.subList(i, Math.min(names.size(), i + NAMES));
      var answer = Session.ok(rest.post("/api/users/lookup", Map.of("usernames", part)));
      answer.path("found").valueStream().map(Person::of).map(this::noted).forEach(found::add);
    }
    return found;
  }

  private Person noted(Person person) {
    pins.named(person.id(), new Pins.Names(person.username(), person.displayName()));
    return person;
  }

  /// A room's name; the names of the others in a direct room.
  String title(RoomLedger ledger) {
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

  /// The username of somebody: the pinned one, whatever the server says (I13).
  String name(UserId user) {
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
}
