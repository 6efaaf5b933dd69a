package io.securechat.roomlog;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.protocol.RoomId;
import io.securechat.protocol.UserId;
import io.securechat.rooms.LeaderlessRoom;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for administrators: rooms in which no owner can act, and who may become one. Of
/// all other rooms they tell nothing.
@RestController
@RequestMapping("/api/admin/rooms")
class AppointmentsApi {

  private static final int MAX_ROOMS = 100;
  private static final Allowance CHANGES = new Allowance(120, Duration.ofMinutes(10));

  record LeaderlessRooms(List<LeaderlessRoom> items) {}

  /// A member who can become the room's owner.
  record Candidate(UserId userId, String username, String displayName) {}

  record Candidates(List<Candidate> items) {}

  record Owner(UserId userId) {}

  private final Appointments appointments;
  private final Limits limits;

  AppointmentsApi(Appointments appointments, Limits limits) {
    this.appointments = appointments;
    this.limits = limits;
  }

  @GetMapping("/leaderless")
  LeaderlessRooms leaderless() {
    return new LeaderlessRooms(appointments.rooms(MAX_ROOMS));
  }

  @GetMapping("/{id}/candidates")
  Candidates candidates(@PathVariable String id) {
    return new Candidates(
        appointments.candidates(RoomId.parse(id)).stream()
            .map(member -> member.person())
            .map(person -> new Candidate(person.userId(), person.username(), person.displayName()))
            .toList());
  }

  @PostMapping("/{id}/owner")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void appoint(Caller caller, @PathVariable String id, @RequestBody Owner owner) {
    limits.take("appoint", caller.id(), CHANGES);
    appointments.appoint(caller.id(), RoomId.parse(id), owner.userId());
  }
}
