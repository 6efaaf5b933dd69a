package io.securechat.rooms;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.RoomProblems;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for a user's own block list. A blocked user can neither create a direct room with
/// them nor invite them. Nobody else can read the list, and nobody is told.
@RestController
@RequestMapping("/api/me/blocks")
class BlocksApi {

  /// Limit of blocked users per user.
  static final int MOST = 1000;

  private static final Allowance CHANGES = new Allowance(120, Duration.ofMinutes(10));

  record Blocks(List<Person> blocked) {}

  private final BlockStore blocks;
  private final People people;
  private final Limits limits;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final ChoiceChanges changes;

  BlocksApi(
      BlockStore blocks,
      People people,
      Limits limits,
      Clock clock,
      TransactionTemplate transaction,
      ChoiceChanges changes) {
    this.changes = changes;
    this.transaction = transaction;
    this.blocks = blocks;
    this.people = people;
    this.limits = limits;
    this.clock = clock;
  }

  @GetMapping
  Blocks mine(Caller caller) {
    var users = blocks.of(caller.id());
    var known = people.all(users);
    return new Blocks(users.stream().filter(known::containsKey).map(known::get).toList());
  }

  @PutMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void add(Caller caller, @PathVariable String id) {
    limits.take("block", caller.id(), CHANGES);
    var user = UserId.parse(id);
    if (user.equals(caller.id()) || people.of(user).isEmpty()) {
      throw new Refusal(CommonProblems.NOT_FOUND);
    }
    transaction.executeWithoutResult(_ -> {
      if (blocks.of(caller.id()).size() >= MOST) {
        throw new Refusal(RoomProblems.TOO_MANY_BLOCKED);
      }
      blocks.add(caller.id(), user, clock.millis());
    });
    changes.publish(caller.id());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable String id) {
    limits.take("block", caller.id(), CHANGES);
    var user = UserId.parse(id);
    transaction.executeWithoutResult(_ -> blocks.remove(caller.id(), user));
    changes.publish(caller.id());
  }
}
