package io.securechat.rooms;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.protocol.RoomId;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for what a user has chosen for their own rooms: the same in each browser, and
/// shown to nobody else.
@RestController
class ChoicesApi {

  private static final Allowance CHANGES = new Allowance(300, Duration.ofMinutes(5));

  record Choices(List<ChoiceStore.Choice> rooms) {}

  record Chosen(boolean favourite, boolean accepted) {}

  private final ChoiceStore choices;
  private final Rooms rooms;
  private final Limits limits;
  private final TransactionTemplate transaction;
  private final ChoiceChanges changes;

  ChoicesApi(
      ChoiceStore choices,
      Rooms rooms,
      Limits limits,
      TransactionTemplate transaction,
      ChoiceChanges changes) {
    this.changes = changes;
    this.choices = choices;
    this.rooms = rooms;
    this.limits = limits;
    this.transaction = transaction;
  }

  @GetMapping("/api/me/rooms")
  Choices mine(Caller caller) {
    return new Choices(choices.of(caller.id()));
  }

  @PutMapping("/api/me/rooms/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void choose(Caller caller, @PathVariable String id, @RequestBody Chosen chosen) {
    limits.take("room-choice", caller.id(), CHANGES);
    var room = rooms.requireMember(RoomId.parse(id), caller.id()).id();
    var choice = new ChoiceStore.Choice(room, chosen.favourite(), chosen.accepted());
    transaction.executeWithoutResult(_ -> choices.save(caller.id(), choice));
    changes.publish(caller.id());
  }
}
