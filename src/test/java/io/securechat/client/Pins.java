package io.securechat.client;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a client has learned about other users: pinned at first sight (I10, I13). In memory only.
final class Pins {

  enum Verdict {
    FINE,
    /// An identity that its owner has replaced.
    FORMER,
    /// Nothing vouches for it.
    CHANGED
  }

  record Names(String username, String displayName) {}

  private record Pin(IdentityId identity, long index, boolean accepted) {}

  private final People people;
  private final Map<UserId, Pin> pins = new HashMap<>();
  private final Map<UserId, Names> names = new HashMap<>();

  Pins(People people) {
    this.people = people;
  }

  /// Judges the identity that a room's events name for a user. The first one is pinned, and
  /// replaced by a successor with unbroken signatures.
  Verdict verdict(UserId user, RoomReader.Named named) {
    var pin = pins.get(user);
    if (pin != null && pin.identity.equals(named.identity())) {
      return judged(pin, named);
    }
    var record = people.identity(named.identity()).orElse(null);
    if (record == null || !record.user().equals(user)) {
      return Verdict.CHANGED;
    }
    var next = new Pin(named.identity(), record.index(), pin != null && pin.accepted);
    if (pin == null) {
      pins.put(user, next);
      return judged(next, named);
    }
    return switch (people.relation(user, pin.identity, named.identity())) {
      case SAME, SUCCESSOR -> followed(user, next, named);
      case FORMER -> Verdict.FORMER;
      case RESET, UNKNOWN -> Verdict.CHANGED;
    };
  }

  private Verdict followed(UserId user, Pin next, RoomReader.Named named) {
    if (next.index < named.latest()) {
      return Verdict.FORMER;
    }
    pins.put(user, next);
    return judged(next, named);
  }

  private static Verdict judged(Pin pin, RoomReader.Named named) {
    boolean former = pin.index < named.latest();
    if (named.vouched() || (pin.accepted && !former)) {
      return Verdict.FINE;
    }
    return former ? Verdict.FORMER : Verdict.CHANGED;
  }

  /// The user has compared the fingerprint and accepts the identity.
  void accept(UserId user, IdentityId identity) {
    long known =
        people.identities(user).stream().mapToLong(record -> record.index()).max().orElse(0);
    pins.put(user, new Pin(identity, known, true));
  }

  /// The pinned names of a user, whatever the server says now (I13).
  Names named(UserId user, Names served) {
    var known = names.putIfAbsent(user, served);
    return known == null ? served : known;
  }

  void acceptNames(UserId user, Names served) {
    names.put(user, served);
  }

  /// The owner of a username, as far as it is pinned.
  Optional<UserId> ownerOf(String username) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().username().equals(username))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
