package io.securechat.roomlog;

import io.securechat.bytes.ByteWriter;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.RoomEvent;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomProblems;
import io.securechat.rooms.LeaderlessRoom;
import io.securechat.rooms.Member;
import io.securechat.rooms.Rooms;
import java.util.List;
import org.springframework.stereotype.Component;

/// Lets an administrator make a member the owner of a room in which no owner can act (E13).
@Component
class Appointments {

  private static final int TRIES = 8;

  private final Rooms rooms;
  private final ServerEvents events;
  private final SuspensionAnnouncements suspensions;

  Appointments(Rooms rooms, ServerEvents events, SuspensionAnnouncements suspensions) {
    this.rooms = rooms;
    this.events = events;
    this.suspensions = suspensions;
  }

  /// Rooms in which no owner can act, by name, also those of users who were suspended just now.
  List<LeaderlessRoom> rooms(int limit) {
    suspensions.followAll();
    return rooms.leaderless(limit);
  }

  /// The members who can become the room's owner.
  List<Member> candidates(RoomId id) {
    return rooms.members(requireLeaderless(id)).stream()
        .filter(member -> !member.suspended())
        .toList();
  }

  /// Appends the event (kind 17) that makes the member an owner.
  void appoint(UserId administrator, RoomId id, UserId member) {
    for (int i = 0; i < TRIES; i++) {
      var room = requireLeaderless(id);
      var next = room.member(member).orElseThrow(() -> new Refusal(RoomProblems.NOT_IN_ROOM));
      if (next.suspended()) {
        throw new Refusal(RoomProblems.OTHER_SUSPENDED);
      }
      byte[] data = new ByteWriter().bytes(administrator.bytes()).done();
      if (events.append(room, RoomEvent.APPOINTED, member, data)) {
        return;
      }
    }
    throw new Refusal(CommonProblems.BUSY);
  }

  private Room requireLeaderless(RoomId id) {
    var room = require(id);
    if (suspensions.follow(room)) {
      room = require(id);
    }
    if (!room.isLeaderless()) {
      throw new Refusal(RoomProblems.HAS_OWNER);
    }
    return room;
  }

  private Room require(RoomId id) {
    return rooms
        .find(id)
        .filter(room -> !room.isDirect())
        .orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }
}
