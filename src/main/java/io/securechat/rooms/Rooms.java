package io.securechat.rooms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Invitation;
import io.securechat.protocol.ledger.Ledger;
import io.securechat.protocol.ledger.LedgerFacts;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Retention;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Rooms, members and invitations, as derived from the events of each room's log.
///
/// Only the log changes them: it computes the next state with [#next], stores it with [#save]
/// inside its transaction, and updates the cache with [#committed] afterwards. Reads are answered
/// from that bounded cache.
@Component
public class Rooms {

  /// Limit of rooms per user.
  static final int ROOMS_EACH = 1000;

  private static final int CACHED_ROOMS = 10_000;

  private final Cache<RoomId, @Nullable Room> cache =
      Caffeine.newBuilder().maximumSize(CACHED_ROOMS).build();
  private final RoomStore store;
  private final DirectRoomStore direct;
  private final Ledger ledger;
  private final People people;
  private final Accounts accounts;
  private final Clock clock;

  Rooms(
      RoomStore store,
      DirectRoomStore direct,
      LedgerFacts facts,
      People people,
      Accounts accounts,
      Clock clock) {
    this.store = store;
    this.direct = direct;
    this.ledger = new Ledger(facts);
    this.people = people;
    this.accounts = accounts;
    this.clock = clock;
  }

  /// The room, if it exists and has members.
  public Optional<Room> find(RoomId id) {
    return latest(id).filter(room -> !room.isClosed());
  }

  /// The room, even if it is closed: the state that the next event must follow.
  ///
  /// A load holds the cache entry's lock, so a state read before a commit cannot overwrite the one
  /// that [#committed] stores after it. A transaction does not wait for that lock: it holds a
  /// connection, and the load may be waiting for one.
  public Optional<Room> latest(RoomId id) {
    Optional<Room> loaded = loaded(id);
    if (loaded.isPresent()) {
      return loaded;
    }
    return TransactionSynchronizationManager.isActualTransactionActive()
        ? store.load(id)
        : Optional.ofNullable(cache.get(id, key -> store.load(key).orElse(null)));
  }

  /// The room from memory, without a query. Empty if it is not loaded.
  public Optional<Room> loaded(RoomId id) {
    return Optional.ofNullable(cache.getIfPresent(id));
  }

  public Optional<Membership> membership(RoomId id, UserId user) {
    return find(id).flatMap(room -> room.member(user));
  }

  /// The room, for members only. For everyone else it does not exist (L5).
  public Room requireMember(RoomId id, UserId user) {
    return find(id)
        .filter(room -> room.members().containsKey(user))
        .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }

  /// The room, for members and for users with an open invitation.
  public Room requireMemberOrInvited(RoomId id, UserId user) {
    return find(id)
        .filter(room ->
            room.members().containsKey(user)
                || room.openInvitation(user, clock.millis()).isPresent())
        .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }

  /// Rooms in which no owner can act, but somebody else can; at most `limit`, by name.
  public List<LeaderlessRoom> leaderless(int limit) {
    return store.leaderless(limit);
  }

  public List<RoomId> memberRooms(UserId user) {
    return store.roomsOf(user);
  }

  /// The rooms in which messages can have expired. Reads the database.
  public Map<RoomId, Retention> retentions() {
    return store.retentions();
  }

  /// The members as shown to members, in the order in which they joined.
  public List<Member> members(RoomId id) {
    return find(id).map(this::members).orElse(List.of());
  }

  public List<Member> members(Room room) {
    var known = people.all(room.members().keySet());
    return room.members().entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().joinedPos()))
        .flatMap(entry -> {
          var person = known.get(entry.getKey());
          var member = entry.getValue();
          return person == null
              ? Stream.empty()
              : Stream.of(
                  new Member(
                      person,
                      member.role(),
                      member.joinedPos(),
                      member.joinedAt(),
                      member.suspended()));
        })
        .toList();
  }

  public List<Invited> invited(Room room) {
    long now = clock.millis();
    var known = people.all(room.invitations().keySet());
    return room.invitations().entrySet().stream()
        .filter(entry -> entry.getValue().isOpen(now))
        .flatMap(entry -> {
          var person = known.get(entry.getKey());
          var open = entry.getValue();
          return person == null
              ? Stream.empty()
              : Stream.of(new Invited(person, open.invitedBy(), open.at(), open.expires()));
        })
        .toList();
  }

  /// The invitations that the user can accept now, oldest first.
  public List<InvitationView> invitations(UserId user) {
    return store.invitingRooms(user).stream().flatMap(id -> invitation(id, user).stream()).toList();
  }

  /// Whether the user can join the room now.
  public boolean isInvited(RoomId id, UserId user) {
    return find(id).flatMap(room -> room.openInvitation(user, clock.millis())).isPresent();
  }

  public Optional<InvitationView> invitation(RoomId id, UserId user) {
    return find(id)
        .flatMap(room -> room.openInvitation(user, clock.millis()).map(open -> shown(room, open)));
  }

  private InvitationView shown(Room room, Invitation open) {
    var inviter =
        accounts
            .find(open.invitedBy())
            .map(Rooms::inviter)
            .orElse(new InvitationView.Inviter(open.invitedBy(), "", ""));
    return new InvitationView(
        room.id(),
        room.name(),
        room.mode(),
        inviter,
        open.at(),
        open.expires(),
        room.headEvent(),
        room.members().size());
  }

  private static InvitationView.Inviter inviter(Account account) {
    return new InvitationView.Inviter(
        account.id(), account.username().toString(), account.displayName());
  }

  /// The room's state after this event, which gets position `pos` at `now`; refuses an invalid
  /// event. Changes nothing, and expects that the signature was checked.
  public Room next(@Nullable Room before, RoomEvent event, long pos, long now) {
    var after = ledger.next(before, event, pos, now);
    for (var user : event.entering()) {
      if (store.roomsOf(user).size() >= ROOMS_EACH) {
        throw new Refusal(RoomProblems.TOO_MANY_ROOMS);
      }
    }
    return after;
  }

  /// Reserves the people of a new direct room for it, inside the log's transaction, and as the last
  /// of all checks: a reservation is not undone. Refuses if they have an open one already, with its
  /// id.
  public void requireOnlyDirect(@Nullable Room before, Room after) {
    if (before == null && after.isDirect()) {
      var open = direct.reserve(after.members().keySet(), after.id());
      if (!open.equals(after.id())) {
        throw new Refusal(RoomProblems.ROOM_EXISTS).with("roomId", open.toString());
      }
    }
  }

  /// Stores a room's new state, inside the log's transaction. A direct room that somebody has left
  /// is no longer the open one of its people.
  public void save(@Nullable Room before, Room after) {
    store.save(before, after);
    if (before != null && after.isDirect() && after.members().size() < before.members().size()) {
      direct.release(after.id());
    }
  }

  /// Updates the cache after the commit.
  public void committed(Collection<Room> rooms) {
    rooms.forEach(room -> cache.put(room.id(), room));
  }

  /// Drops cached rooms that may be outdated.
  public void forget(Collection<RoomId> rooms) {
    cache.invalidateAll(rooms);
  }
}
