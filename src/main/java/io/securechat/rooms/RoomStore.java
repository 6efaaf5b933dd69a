package io.securechat.rooms;

import io.securechat.protocol.IdentityId;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.RoomMode;
import io.securechat.protocol.RoomRole;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.Invitation;
import io.securechat.protocol.ledger.Letterboxes;
import io.securechat.protocol.ledger.Membership;
import io.securechat.protocol.ledger.Retention;
import io.securechat.protocol.ledger.Room;
import io.securechat.protocol.ledger.RoomRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The tables `rooms_…`: the rooms' current state, written in the transaction that appends the
/// events.
@Component
class RoomStore {

  /// A row of `rooms_room`.
  private record Row(
      RoomMode mode, String name, RoomRules rules, byte[] headEvent, long eventPos) {}

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final BoxStore boxes;

  RoomStore(JdbcClient jdbc, JdbcTemplate batches, BoxStore boxes) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.boxes = boxes;
  }

  /// Asks one question after the other: a thread that holds a connection must not wait for another.
  Optional<Room> load(RoomId id) {
    return jdbc.sql(
            """
            select mode, name, history, owners_invite, owners_write, retention, expired_until,
              head_event, event_pos
            from rooms_room where room_id = ?
            """)
        .param(id.bytes())
        .query(RoomStore::row)
        .optional()
        .map(row ->
            new Room(
                id,
                row.mode(),
                row.name(),
                row.rules(),
                row.headEvent(),
                row.eventPos(),
                members(id),
                invitations(id),
                boxes.of(id)));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        RoomMode.of(row.getInt("mode")),
        row.getString("name"),
        new RoomRules(
            row.getInt("history") == 1,
            row.getBoolean("owners_invite"),
            row.getBoolean("owners_write"),
            new Retention(row.getLong("retention"), row.getLong("expired_until"))),
        row.getBytes("head_event"),
        row.getLong("event_pos"));
  }

  /// In how many rooms with other members this user is the only owner who is not suspended.
  int countSoleOwnerships(UserId user) {
    return jdbc.sql(
            """
            select count(*) from rooms_member m
            where m.user_id = ? and m.role = 1 and not m.suspended
              and exists (select 1 from rooms_member o
                where o.room_id = m.room_id and o.user_id <> m.user_id)
              and not exists (select 1 from rooms_member o
                where o.room_id = m.room_id and o.user_id <> m.user_id
                  and o.role = 1 and not o.suspended)
            """)
        .param(user.bytes())
        .query(Integer.class)
        .single();
  }

  /// Rooms with active members of whom none is an owner, by name.
  List<LeaderlessRoom> leaderless(int limit) {
    return jdbc.sql(
            """
            select r.room_id, r.name, count(*) as members
            from rooms_room r join rooms_member m on m.room_id = r.room_id and not m.suspended
            where r.name <> ''
            group by r.room_id, r.name
            having max(m.role) = 0
            order by r.name, r.room_id limit ?
            """)
        .param(limit)
        .query((row, _) ->
            new LeaderlessRoom(
                RoomId.of(row.getBytes("room_id")), row.getString("name"), row.getInt("members")))
        .list();
  }

  /// The rooms in which messages can have expired, with their settings. Also those that everybody
  /// has left.
  Map<RoomId, Retention> retentions() {
    var retentions = new LinkedHashMap<RoomId, Retention>();
    jdbc.sql(
            """
            select room_id, retention, expired_until from rooms_room
            where retention > 0 or expired_until > 0
            """)
        .query(row -> {
          retentions.put(
              RoomId.of(row.getBytes("room_id")),
              new Retention(row.getLong("retention"), row.getLong("expired_until")));
        });
    return retentions;
  }

  private Map<UserId, Membership> members(RoomId id) {
    var members = new LinkedHashMap<UserId, Membership>();
    jdbc.sql(
            """
            select user_id, role, identity_id, joined_pos, joined_at, suspended
            from rooms_member where room_id = ? order by joined_pos
            """)
        .param(id.bytes())
        .query(row -> {
          members.put(
              UserId.of(row.getBytes("user_id")),
              new Membership(
                  RoomRole.of(row.getInt("role")),
                  IdentityId.of(row.getBytes("identity_id")),
                  row.getLong("joined_pos"),
                  row.getLong("joined_at"),
                  row.getBoolean("suspended")));
        });
    return members;
  }

  private Map<UserId, Invitation> invitations(RoomId id) {
    var invitations = new LinkedHashMap<UserId, Invitation>();
    jdbc.sql(
            """
            select user_id, invited_by, at, expires
            from rooms_invitation where room_id = ? order by at, user_id
            """)
        .param(id.bytes())
        .query(row -> {
          invitations.put(
              UserId.of(row.getBytes("user_id")),
              new Invitation(
                  UserId.of(row.getBytes("invited_by")),
                  row.getLong("at"),
                  row.getLong("expires")));
        });
    return invitations;
  }

  List<RoomId> roomsOf(UserId user) {
    return jdbc.sql("select room_id from rooms_member where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> RoomId.of(row.getBytes("room_id")))
        .list();
  }

  List<RoomId> invitingRooms(UserId user) {
    return jdbc.sql("select room_id from rooms_invitation where user_id = ? order by at")
        .param(user.bytes())
        .query((row, _) -> RoomId.of(row.getBytes("room_id")))
        .list();
  }

  /// Writes the difference between two states of a room, so that the cost of an event does not
  /// depend on the room's size.
  void save(@Nullable Room before, Room after) {
    saveRoom(after);
    var formerMembers = before == null ? Map.<UserId, Membership>of() : before.members();
    delete("rooms_member", after.id(), gone(formerMembers, after.members()));
    saveMembers(after.id(), changed(formerMembers, after.members()));
    var formerInvitations = before == null ? Map.<UserId, Invitation>of() : before.invitations();
    delete("rooms_invitation", after.id(), gone(formerInvitations, after.invitations()));
    saveInvitations(after.id(), changed(formerInvitations, after.invitations()));
    boxes.save(after.id(), before == null ? Letterboxes.NONE : before.boxes(), after.boxes());
  }

  private void saveRoom(Room room) {
    jdbc.sql(
            """
            insert into rooms_room
              (room_id, mode, name, history, owners_invite, owners_write, retention, expired_until,
               head_event, event_pos)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (room_id) do update set name = excluded.name, history = excluded.history,
              owners_invite = excluded.owners_invite, owners_write = excluded.owners_write,
              retention = excluded.retention, expired_until = excluded.expired_until,
              head_event = excluded.head_event, event_pos = excluded.event_pos
            """)
        .params(
            room.id().bytes(),
            room.mode().code(),
            room.name(),
            room.fullHistory() ? 1 : 0,
            room.rules().ownersInvite(),
            room.rules().ownersWrite(),
            room.rules().retention().seconds(),
            room.rules().retention().expiredUntil(),
            room.headEvent(),
            room.eventPos())
        .update();
  }

  private void saveMembers(RoomId room, Map<UserId, Membership> members) {
    batches.batchUpdate(
        """
        insert into rooms_member
          (room_id, user_id, identity_id, role, joined_pos, joined_at, suspended)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (room_id, user_id) do update set identity_id = excluded.identity_id,
          role = excluded.role, joined_pos = excluded.joined_pos, joined_at = excluded.joined_at,
          suspended = excluded.suspended
        """,
        members.entrySet().stream()
            .map(entry -> {
              var member = entry.getValue();
              return new Object[] {
                room.bytes(),
                entry.getKey().bytes(),
                member.identity().bytes(),
                member.role().code(),
                member.joinedPos(),
                member.joinedAt(),
                member.suspended()
              };
            })
            .toList());
  }

  private void saveInvitations(RoomId room, Map<UserId, Invitation> invitations) {
    batches.batchUpdate(
        """
        insert into rooms_invitation (room_id, user_id, invited_by, at, expires)
        values (?, ?, ?, ?, ?)
        on conflict (room_id, user_id) do update set invited_by = excluded.invited_by,
          at = excluded.at, expires = excluded.expires
        """,
        invitations.entrySet().stream()
            .map(entry -> {
              var invitation = entry.getValue();
              return new Object[] {
                room.bytes(),
                entry.getKey().bytes(),
                invitation.invitedBy().bytes(),
                invitation.at(),
                invitation.expires()
              };
            })
            .toList());
  }

  private void delete(String table, RoomId room, List<UserId> users) {
    batches.batchUpdate(
        "delete from " + table + " where room_id = ? and user_id = ?",
        users.stream().map(user -> new Object[] {room.bytes(), user.bytes()}).toList());
  }

  private static <V> List<UserId> gone(Map<UserId, V> before, Map<UserId, V> after) {
    return before.keySet().stream().filter(user -> !after.containsKey(user)).toList();
  }

  private static <V> Map<UserId, V> changed(Map<UserId, V> before, Map<UserId, V> after) {
    var changed = new LinkedHashMap<UserId, V>();
    after.forEach((user, now) -> {
      if (!Objects.equals(before.get(user), now)) {
        changed.put(user, now);
      }
    });
    return changed;
  }
}
