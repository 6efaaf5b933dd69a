package io.securechat.client;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.ByteWriter;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes of rooms: events that this user signs on the verified head of a room's events (E1).
/// Guarded by its session.
final class RoomChanges {

  private static final int EVENTS = 500;
  private static final int TRIES = 10;
  private static final Duration INVITATION = Duration.ofDays(14);

  private final Session session;
  private final Directory directory;

  RoomChanges(Session session, Directory directory) {
    this.session = session;
    this.directory = directory;
  }

  /// A room's verified events. An invited user may read them too. Throws [IllegalStateException].
  RoomLedger events(RoomId room) {
    var ledger = new RoomLedger(room, session.me(), session.people());
    while (true) {
      var path = "/api/rooms/" + room + "/events?limit=" + EVENTS + "&after=" + ledger.lastPos();
      var entries = session.got(path).path("entries");
      for (var entry : entries) {
        ledger.take(Rest.bytes(entry.path("entry")), entry.path("pos").asLong());
      }
      if (entries.size() < EVENTS) {
        return ledger;
      }
    }
  }

  RoomId create(String name, RoomMode mode) {
    var room = new RoomId(UUID.randomUUID());
    byte[] named =
        Keys.join(new byte[] {(byte) mode.code()}, name.getBytes(StandardCharsets.UTF_8));
    byte[] event = signed(room, RoomEvent.CREATED, new byte[32], session.me(), named);
    Session.ok(session.rest().post("/api/rooms", Map.of("events", List.of(Base64Text.of(event)))));
    return room;
  }

  /// Invites everyone it can, and says of each how that went. Inviting pins an identity.
  List<Session.Invited> invite(RoomId room, List<String> names) {
    var wanted = names.stream().map(SignIn::canonical).distinct().toList();
    var found = new HashMap<String, Person>();
    directory.lookUp(wanted).forEach(person -> found.put(person.username(), person));
    var ledger = events(room);
    var results = new ArrayList<Session.Invited>();
    for (String name : wanted) {
      results.add(new Session.Invited(name, invite(room, ledger, name, found.get(name))));
    }
    return results;
  }

  private String invite(RoomId room, RoomLedger ledger, String name, @Nullable Person person) {
    if (person == null) {
      return "unknown";
    }
    boolean another =
        session.pins().ownerOf(name).filter(owner -> !owner.equals(person.id())).isPresent();
    if (another || !directory.name(person.id()).equals(name)) {
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
        .map(id -> session.pins().verdict(person.id(), new RoomLedger.Named(id, true, 0)))
        .filter(verdict -> verdict != Pins.Verdict.FINE)
        .isEmpty();
  }

  private byte[] invitation(Person person) {
    byte[] identity = person.identity().map(IdentityId::bytes).orElse(new byte[16]);
    long expires = session.clock().millis() + INVITATION.toMillis();
    return new ByteWriter().bytes(identity).u64(expires).done();
  }

  /// Accepts an invitation if the room's events confirm what it says (E5).
  void accept(Session.Invitation invitation) {
    var ledger = events(invitation.room());
    var by = ledger.invitations().get(session.me());
    boolean confirmed =
        invitation.by().equals(by)
            && ledger.name().equals(invitation.name())
            && ledger.mode() == invitation.mode()
            && ledger.invitedAs(session.me()).map(session.ownIdentities()::contains).orElse(true);
    if (!confirmed) {
      throw new ClientRoom.Blocked("The room’s history doesn’t confirm this invitation.");
    }
    byte[] own = session.vault().current().id;
    Session.ok(submit(invitation.room(), RoomEvent.JOINED, ledger.head(), session.me(), own));
  }

  void decline(RoomId room) {
    Session.ok(change(room, RoomEvent.WITHDRAWN, session.me(), new byte[0]));
  }

  void leave(RoomId room) {
    Session.ok(change(room, RoomEvent.LEFT, session.me(), new byte[0]));
  }

  /// Signs a change on the room's verified head, again if another change was first (E1).
  Rest.Answer change(RoomId room, int kind, UserId subject, byte[] data) {
    for (int i = 0; ; i++) {
      var answer = submit(room, kind, events(room).head(), subject, data);
      if (!answer.code().equals("stale-head") || i == TRIES) {
        return answer;
      }
    }
  }

  private Rest.Answer submit(RoomId room, int kind, byte[] prev, UserId subject, byte[] data) {
    String event = Base64Text.of(signed(room, kind, prev, subject, data));
    return session.rest().post("/api/rooms/" + room + "/events", Map.of("events", List.of(event)));
  }

  private byte[] signed(RoomId room, int kind, byte[] prev, UserId subject, byte[] data) {
    requireTrustedPins();
    var actor = new RoomEvent.Actor(session.me(), IdentityId.of(session.vault().current().id));
    byte[] unsigned =
        RoomEvent.unsigned(room, kind, session.clock().millis(), prev, actor, subject, data);
    try {
      return Keys.join(unsigned, session.vault().current().sign(unsigned));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Rule I9.
  private void requireTrustedPins() {
    session
        .trouble()
        .ifPresent(why -> {
          throw new ClientRoom.Blocked(why);
        });
  }
}
