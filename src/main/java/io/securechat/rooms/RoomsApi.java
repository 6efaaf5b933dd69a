package io.securechat.rooms;

import io.securechat.accounts.Caller;
import io.securechat.protocol.RoomId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/rooms/{id}/members`: a room's members and open invitations, for members only.
@RestController
class RoomsApi {

  record InRoom(List<Member> members, List<Invited> invited) {}

  private final Rooms rooms;

  RoomsApi(Rooms rooms) {
    this.rooms = rooms;
  }

  @GetMapping("/api/rooms/{id}/members")
  InRoom members(Caller caller, @PathVariable String id) {
    var room = rooms.requireMember(RoomId.parse(id), caller.id());
    return new InRoom(rooms.members(room), rooms.invited(room));
  }
}
