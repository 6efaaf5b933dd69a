package io.securechat.protocol.ledger;

import io.securechat.protocol.EpochRow;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Immutable state of a room after the event at `eventPos`, whose hash is `headEvent`.
///
/// @param rules what its owners have decided
public record Room(
    RoomId id,
    RoomMode mode,
    String name,
    RoomRules rules,
    byte[] headEvent,
    long eventPos,
    Map<UserId, Membership> members,
    Map<UserId, Invitation> invitations,
    Letterboxes boxes) {

  /// Name of a direct room; every other room has one (`RoomNames`).
  static final String NO_NAME = "";

  public Room {
    members = Collections.unmodifiableMap(members);
    invitations = Collections.unmodifiableMap(invitations);
  }

  /// Whether its members were fixed when it was created.
  public boolean isDirect() {
    return name.equals(NO_NAME);
  }

  /// Lets new members read everything: other members' browsers share the older keys with them, and
  /// the log serves them messages from before they joined.
  public boolean fullHistory() {
    return rules.fullHistory();
  }

  /// Whether this member may write messages, beside edits and reactions.
  public boolean mayWrite(Membership member) {
    return !rules.ownersWrite() || member.isOwner();
  }

  /// Whether the last member has left; the room then no longer exists for anyone.
  public boolean isClosed() {
    return members.isEmpty();
  }

  public Optional<Membership> member(UserId user) {
    return Optional.ofNullable(members.get(user));
  }

  /// The invitation with which the user could join at this time. Not usable while its inviter is
  /// suspended (E6).
  public Optional<Invitation> openInvitation(UserId user, long now) {
    return Optional.ofNullable(invitations.get(user))
        .filter(invitation -> invitation.isOpen(now) && isActive(invitation.invitedBy()));
  }

  /// Whether the user is a member and not suspended.
  public boolean isActive(UserId user) {
    return member(user).filter(member -> !member.suspended()).isPresent();
  }

  /// Whether no owner can act: all of them are suspended or gone.
  public boolean isLeaderless() {
    return members.values().stream().noneMatch(Membership::isActingOwner);
  }

  /// Whether the user is the only owner who is not suspended.
  boolean isLastOwner(UserId user) {
    return member(user).filter(Membership::isActingOwner).isPresent()
        && members.values().stream().filter(Membership::isActingOwner).count() == 1;
  }

  /// The members who get keys: all but the suspended ones.
  public List<EpochRow> rows() {
    return members.entrySet().stream()
        .filter(entry -> !entry.getValue().suspended())
        .map(entry -> {
          var member = entry.getValue();
          return new EpochRow(entry.getKey(), member.identity(), member.role().code());
        })
        .toList();
  }

  Room at(byte[] event, long pos) {
    return new Room(id, mode, name, rules, event, pos, members, invitations, boxes);
  }

  Room named(String next) {
    return new Room(id, mode, next, rules, headEvent, eventPos, members, invitations, boxes);
  }

  Room with(RoomRules next) {
    return new Room(id, mode, name, next, headEvent, eventPos, members, invitations, boxes);
  }

  Room with(Letterboxes next) {
    return new Room(id, mode, name, rules, headEvent, eventPos, members, invitations, next);
  }

  Room with(UserId user, Membership membership) {
    var next = new LinkedHashMap<>(members);
    next.put(user, membership);
    return new Room(id, mode, name, rules, headEvent, eventPos, next, invitations, boxes);
  }

  /// The room without this member and their open invitations, which end with the membership (E6).
  Room without(UserId user) {
    var next = new LinkedHashMap<>(members);
    next.remove(user);
    var open = new LinkedHashMap<>(invitations);
    open.values().removeIf(invitation -> invitation.invitedBy().equals(user));
    return new Room(id, mode, name, rules, headEvent, eventPos, next, open, boxes);
  }

  Room inviting(UserId user, Invitation invitation) {
    var next = new LinkedHashMap<>(invitations);
    next.put(user, invitation);
    return new Room(id, mode, name, rules, headEvent, eventPos, members, next, boxes);
  }

  Room uninviting(UserId user) {
    var next = new LinkedHashMap<>(invitations);
    next.remove(user);
    return new Room(id, mode, name, rules, headEvent, eventPos, members, next, boxes);
  }
}
