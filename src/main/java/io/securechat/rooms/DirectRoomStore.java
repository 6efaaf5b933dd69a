package io.securechat.rooms;

import io.securechat.bytes.ByteWriter;
import io.securechat.bytes.Sha256;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `rooms_direct`: the open direct room of each set of people. Its primary key decides
/// between two people who create one at the same moment, also on two nodes.
@Component
class DirectRoomStore {

  private final JdbcClient jdbc;

  DirectRoomStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The open direct room of exactly these people: the given one, unless they have another.
  RoomId reserve(Collection<UserId> people, RoomId room) {
    byte[] key = key(people);
    int added =
        jdbc.sql("insert into rooms_direct (people, room_id) values (?, ?) on conflict do nothing")
            .params(key, room.bytes())
            .update();
    return added == 1
        ? room
        : jdbc.sql("select room_id from rooms_direct where people = ?")
            .param(key)
            .query((row, _) -> RoomId.of(row.getBytes("room_id")))
            .single();
  }

  void release(RoomId room) {
    jdbc.sql("delete from rooms_direct where room_id = ?").param(room.bytes()).update();
  }

  private static byte[] key(Collection<UserId> people) {
    var sorted = new ByteWriter();
    people.stream().sorted().forEach(user -> sorted.bytes(user.bytes()));
    return Sha256.of(sorted.done());
  }
}
