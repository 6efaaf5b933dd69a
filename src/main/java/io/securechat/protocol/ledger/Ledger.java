package io.securechat.protocol.ledger;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import io.securechat.problems.Refusal;
import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.RoomRole;
import io.securechat.protocol.UserId;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules by which the server accepts events (E1 to E4): computes a room's next state from its
/// current one and an event, or refuses the event. Pure, so a refused event leaves no trace. Does
/// not verify signatures; callers must.
public final class Ledger {

  /// Limit of members and open invitations together.
  static final int PEOPLE = 1000;

  static final Duration LONGEST_INVITATION = Duration.ofDays(30);

  private final LedgerFacts facts;

  public Ledger(LedgerFacts facts) {
    this.facts = facts;
  }

  /// The room's state after this event, which gets the position `pos` at `now` milliseconds. `room`
  /// is the state before; null if the room does not exist.
  public Room next(@Nullable Room room, RoomEvent event, long pos, long now) {
    var next =
        event instanceof RoomEvent.Created created
            ? created(room, created, pos, now)
            : changed(known(room, event, now), event, pos, now);
    return next.at(event.hash(), pos);
  }

  private Room created(@Nullable Room room, RoomEvent.Created event, long pos, long now) {
    require(room == null, RoomProblems.ROOM_EXISTS);
    require(isZero(event.prevEvent()) && isSelf(event), RoomProblems.BAD_EVENT);
    if (event.isDirect()) {
      return direct(event, pos, now);
    }
    var mode = RoomMode.find(event.mode()).orElseThrow(() -> new Refusal(RoomProblems.BAD_EVENT));
    requireCurrent(event);
    var owner = new Membership(RoomRole.OWNER, event.actorIdentity(), pos, now, false);
    return new Room(
        event.roomId(),
        mode,
        RoomNames.require(event.name()),
        RoomRules.FIRST,
        event.hash(),
        pos,
        Map.of(event.actorUser(), owner),
        Map.of(),
        Letterboxes.NONE);
  }

  /// A direct room: all its members from the first event on, none of them an owner.
  private Room direct(RoomEvent.Created event, long pos, long now) {
    requireCurrent(event);
    var members = new LinkedHashMap<UserId, Membership>();
    members.put(
        event.actorUser(), new Membership(RoomRole.MEMBER, event.actorIdentity(), pos, now, false));
    for (var other : event.others()) {
      var user = other.user();
      require(!user.equals(event.actorUser()), RoomProblems.BAD_EVENT);
      require(facts.exists(user), RoomProblems.NO_SUCH_PERSON);
      require(!facts.hasBlocked(user, event.actorUser()), RoomProblems.BLOCKED);
      require(!facts.isSuspended(user), RoomProblems.OTHER_SUSPENDED);
      require(other.identity().equals(currentIdentity(user)), RoomProblems.IDENTITY_CHANGED);
      members.put(user, new Membership(RoomRole.MEMBER, other.identity(), pos, now, false));
    }
    return new Room(
        event.roomId(),
        RoomMode.END_TO_END,
        Room.NO_NAME,
        RoomRules.FIRST,
        event.hash(),
        pos,
        members,
        Map.of(),
        Letterboxes.NONE);
  }

  /// Requires that the actor may act in the room, which otherwise does not exist for them (L5).
  private static Room known(@Nullable Room room, RoomEvent event, long now) {
    boolean heard =
        room != null
            && !room.isClosed()
            && (event.byServer()
                || room.members().containsKey(event.actorUser())
                || room.openInvitation(event.actorUser(), now).isPresent());
    if (room == null || !heard) {
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
    if (!Arrays.equals(event.prevEvent(), room.headEvent())) {
      throw staleHead(room);
    }
    return room;
  }

  private Room changed(Room room, RoomEvent event, long pos, long now) {
    requireActor(room, event);
    require(!room.isDirect() || isForDirect(event), RoomProblems.DIRECT);
    return switch (event) {
      case RoomEvent.Created _ -> throw new Refusal(RoomProblems.BAD_EVENT);
      case RoomEvent.Invited invited -> invited(room, invited, now);
      case RoomEvent.Withdrawn withdrawn -> withdrawn(room, withdrawn);
      case RoomEvent.Joined joined -> joined(room, joined, pos, now);
      case RoomEvent.Left left -> left(room, left);
      case RoomEvent.Removed removed -> removed(room, removed);
      case RoomEvent.Renamed renamed -> renamed(room, renamed);
      case RoomEvent.RoleSet role -> roleSet(room, role);
      case RoomEvent.HistorySet history -> historySet(room, history);
      case RoomEvent.IdentityChanged changed -> identityChanged(room, changed);
      case RoomEvent.Deleted deleted -> deleted(room, deleted, pos);
      case RoomEvent.RetentionSet retention -> retentionSet(room, retention, now);
      case RoomEvent.TopicSet topic -> topicSet(room, topic);
      case RoomEvent.PolicySet policy -> policySet(room, policy);
      case RoomEvent.Suspended suspended -> standing(room, suspended, true);
      case RoomEvent.Resumed resumed -> standing(room, resumed, false);
      case RoomEvent.Appointed appointed -> appointed(room, appointed);
      case RoomEvent.LetterboxOpened opened -> letterboxOpened(room, opened, pos);
      case RoomEvent.LetterboxClosed closed -> letterboxClosed(room, closed);
    };
  }

  /// Requires a member to use the identity that the room has for them, and an invited user to use
  /// their current one.
  private void requireActor(Room room, RoomEvent event) {
    if (event.byServer()) {
      require(isForServer(event), RoomProblems.BAD_EVENT);
      return;
    }
    var member = room.member(event.actorUser());
    if (member.isEmpty()) {
      boolean answer = event instanceof RoomEvent.Joined || event instanceof RoomEvent.Withdrawn;
      require(answer, CommonProblems.NOT_FOUND);
    } else if (!member.get().identity().equals(event.actorIdentity())) {
      throw staleHead(room);
    }
    // The room may not have the event of the suspension yet.
    boolean suspended = facts.isSuspended(event.actorUser());
    require(!suspended && member.filter(Membership::suspended).isEmpty(), RoomProblems.SUSPENDED);
    requireCurrent(event);
  }

  /// Whether the server may sign this event. It must not be able to add a member, which would allow
  /// it to eavesdrop, nor to give rights other than to a member of a room without an owner (E13).
  static boolean isForServer(RoomEvent event) {
    return event instanceof RoomEvent.Left
        || event instanceof RoomEvent.Removed
        || event instanceof RoomEvent.IdentityChanged
        || event instanceof RoomEvent.Suspended
        || event instanceof RoomEvent.Resumed
        || event instanceof RoomEvent.Appointed;
  }

  /// Whether the event may follow in a direct room, whose members and settings are fixed.
  static boolean isForDirect(RoomEvent event) {
    return event instanceof RoomEvent.Left
        || event instanceof RoomEvent.IdentityChanged
        || event instanceof RoomEvent.Deleted
        || event instanceof RoomEvent.RetentionSet
        || event instanceof RoomEvent.Suspended
        || event instanceof RoomEvent.Resumed;
  }

  private Room invited(Room room, RoomEvent.Invited event, long now) {
    var subject = event.subject();
    if (room.rules().ownersInvite()) {
      requireOwner(room, event);
    }
    require(facts.exists(subject), RoomProblems.NO_SUCH_PERSON);
    require(!facts.hasBlocked(subject, event.actorUser()), RoomProblems.BLOCKED);
    require(!room.members().containsKey(subject), RoomProblems.ALREADY_MEMBER);
    require(room.openInvitation(subject, now).isEmpty(), RoomProblems.ALREADY_INVITED);
    require(room.members().size() + room.invitations().size() < PEOPLE, RoomProblems.ROOM_FULL);
    long latest = event.time() + LONGEST_INVITATION.toMillis();
    require(event.expires() > now && event.expires() <= latest, RoomProblems.BAD_EVENT);
    var named = event.identity();
    if (named != null) {
      require(named.equals(currentIdentity(subject)), RoomProblems.IDENTITY_CHANGED);
    }
    return room.inviting(subject, new Invitation(event.actorUser(), now, event.expires()));
  }

  private static Room withdrawn(Room room, RoomEvent.Withdrawn event) {
    var invitation = room.invitations().get(event.subject());
    if (invitation == null) {
      throw new Refusal(RoomProblems.INVITATION_GONE);
    }
    var actor = event.actorUser();
    boolean may = isSelf(event) || invitation.invitedBy().equals(actor) || isOwner(room, actor);
    require(may, RoomProblems.NOT_YOURS);
    return room.uninviting(event.subject());
  }

  private static Room joined(Room room, RoomEvent.Joined event, long pos, long now) {
    var user = event.subject();
    require(
        isSelf(event) && event.identity().equals(event.actorIdentity()), RoomProblems.BAD_EVENT);
    require(!room.members().containsKey(user), RoomProblems.ALREADY_MEMBER);
    var invitation = room.openInvitation(user, now);
    require(
        invitation.isPresent() && event.time() <= invitation.get().expires(),
        RoomProblems.INVITATION_GONE);
    return room.uninviting(user)
        .with(user, new Membership(RoomRole.MEMBER, event.identity(), pos, now, false));
  }

  private static Room left(Room room, RoomEvent.Left event) {
    var user = event.subject();
    require(event.byServer() || isSelf(event), RoomProblems.BAD_EVENT);
    requireMember(room, user);
    boolean alone = room.members().size() == 1;
    require(event.byServer() || alone || !room.isLastOwner(user), RoomProblems.LAST_OWNER);
    return room.without(user);
  }

  private static Room removed(Room room, RoomEvent.Removed event) {
    require(!isSelf(event), RoomProblems.BAD_EVENT);
    requireOwner(room, event);
    requireMember(room, event.subject());
    return room.without(event.subject());
  }

  private static Room renamed(Room room, RoomEvent.Renamed event) {
    requireOwner(room, event);
    require(!event.name().equals(room.name()), RoomProblems.NO_CHANGE);
    return room.named(RoomNames.require(event.name()));
  }

  private static Room roleSet(Room room, RoomEvent.RoleSet event) {
    if (!isTakeover(room, event)) {
      requireOwner(room, event);
    }
    var member = requireMember(room, event.subject());
    var next = RoomRole.of(event.role());
    require(member.role() != next, RoomProblems.NO_CHANGE);
    require(next == RoomRole.OWNER || !room.isLastOwner(event.subject()), RoomProblems.LAST_OWNER);
    return room.with(event.subject(), member.as(next));
  }

  private static Room historySet(Room room, RoomEvent.HistorySet event) {
    requireOwner(room, event);
    require(event.full() != room.fullHistory(), RoomProblems.NO_CHANGE);
    return room.with(room.rules().withHistory(event.full()));
  }

  /// Every member of a direct room may, because it has no owners.
  private static Room retentionSet(Room room, RoomEvent.RetentionSet event, long now) {
    if (!room.isDirect()) {
      requireOwner(room, event);
    }
    var before = room.rules().retention();
    require(before.seconds() != event.seconds(), RoomProblems.NO_CHANGE);
    return room.with(room.rules().withRetention(before.changed(event.seconds(), now)));
  }

  /// The topic is in the event alone: the server does not need it.
  private static Room topicSet(Room room, RoomEvent.TopicSet event) {
    requireOwner(room, event);
    return room;
  }

  private static Room policySet(Room room, RoomEvent.PolicySet event) {
    requireOwner(room, event);
    var next = room.rules().withPolicy(event.ownersInvite(), event.ownersWrite());
    require(!next.equals(room.rules()), RoomProblems.NO_CHANGE);
    return room.with(next);
  }

  /// Whether the messages exist and are by the subject needs the log; [DeletionRules] checks that.
  private static Room deleted(Room room, RoomEvent.Deleted event, long pos) {
    boolean may = isSelf(event) || isOwner(room, event.actorUser());
    require(may, RoomProblems.NOT_YOUR_MESSAGE);
    boolean earlier = event.deletion().messages().getLast().pos() < pos;
    // This release stores no files.
    require(earlier && event.deletion().files().isEmpty(), RoomProblems.BAD_EVENT);
    return room;
  }

  private Room identityChanged(Room room, RoomEvent.IdentityChanged event) {
    require(event.byServer(), RoomProblems.BAD_EVENT);
    var member = requireMember(room, event.subject());
    require(event.identity().equals(currentIdentity(event.subject())), RoomProblems.BAD_EVENT);
    require(!event.identity().equals(member.identity()), RoomProblems.NO_CHANGE);
    return room.with(event.subject(), member.with(event.identity()));
  }

  private Room standing(Room room, RoomEvent event, boolean suspended) {
    require(event.byServer(), RoomProblems.BAD_EVENT);
    var member = requireMember(room, event.subject());
    require(member.suspended() != suspended, RoomProblems.NO_CHANGE);
    require(facts.isSuspendedNow(event.subject()) == suspended, RoomProblems.BAD_EVENT);
    return room.with(event.subject(), member.suspended(suspended));
  }

  private static Room appointed(Room room, RoomEvent.Appointed event) {
    require(event.byServer(), RoomProblems.BAD_EVENT);
    var member = requireMember(room, event.subject());
    require(room.isLeaderless(), RoomProblems.HAS_OWNER);
    require(!member.suspended(), RoomProblems.OTHER_SUSPENDED);
    return room.with(event.subject(), member.as(RoomRole.OWNER));
  }

  private static Room letterboxOpened(Room room, RoomEvent.LetterboxOpened event, long pos) {
    requireOwner(room, event);
    var boxes = room.boxes();
    require(event.box() == boxes.next(), RoomProblems.BAD_EVENT);
    require(boxes.mayOpen(), RoomProblems.TOO_MANY_BOXES);
    return room.with(boxes.opened(Letterbox.of(event, pos)));
  }

  private static Room letterboxClosed(Room room, RoomEvent.LetterboxClosed event) {
    requireOwner(room, event);
    require(room.boxes().open(event.box()).isPresent(), RoomProblems.NO_CHANGE);
    return room.with(room.boxes().closed(event.box()));
  }

  private void requireCurrent(RoomEvent event) {
    var current = currentIdentity(event.actorUser());
    require(current != null, RoomProblems.NO_IDENTITY);
    require(event.actorIdentity().equals(current), RoomProblems.IDENTITY_CHANGED);
  }

  private @Nullable IdentityId currentIdentity(UserId user) {
    return facts.currentIdentity(user).orElse(null);
  }

  /// Refusal of an event that does not follow the room's last one; includes that one's hash.
  private static Refusal staleHead(Room room) {
    return new Refusal(RoomProblems.STALE_HEAD).with("prevEvent", room.headEvent());
  }

  private static void requireOwner(Room room, RoomEvent event) {
    require(event.byServer() || isOwner(room, event.actorUser()), RoomProblems.NOT_ALLOWED);
  }

  /// Whether a member makes themself an owner of a room in which no owner can act (E9).
  private static boolean isTakeover(Room room, RoomEvent.RoleSet event) {
    return room.isLeaderless() && isSelf(event) && RoomRole.of(event.role()) == RoomRole.OWNER;
  }

  private static boolean isOwner(Room room, UserId user) {
    return room.member(user).filter(Membership::isOwner).isPresent();
  }

  private static Membership requireMember(Room room, UserId user) {
    return room.member(user).orElseThrow(() -> new Refusal(RoomProblems.NOT_IN_ROOM));
  }

  private static boolean isSelf(RoomEvent event) {
    return event.subject().equals(event.actorUser());
  }

  private static boolean isZero(byte[] hash) {
    return Arrays.equals(hash, new byte[hash.length]);
  }

  private static void require(boolean holds, Problem otherwise) {
    if (!holds) {
      throw new Refusal(otherwise);
    }
  }
}
