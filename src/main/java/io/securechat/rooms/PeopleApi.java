package io.securechat.rooms;

import io.securechat.accounts.Caller;
import io.securechat.limits.Allowance;
import io.securechat.limits.Limits;
import io.securechat.problems.CommonProblems;
import io.securechat.problems.Refusal;
import io.securechat.protocol.UserId;
import io.securechat.protocol.ledger.RoomProblems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// REST endpoints for finding people, for all signed-in users: by prefix, by full names, by id.
@RestController
class PeopleApi {

  private static final int MAX_FOUND = 20;
  private static final int MAX_NAMES = 100;
  private static final Allowance SEARCHES = new Allowance(120, Duration.ofMinutes(1));

  record Found(List<Person> items) {}

  record Names(List<String> usernames) {

    Names {
      usernames = List.copyOf(usernames);
    }
  }

  record LookedUp(List<Person> found, List<String> unknown) {}

  private final People people;
  private final Limits limits;

  PeopleApi(People people, Limits limits) {
    this.people = people;
    this.limits = limits;
  }

  @GetMapping("/api/users")
  Found search(
      Caller caller,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "20") int limit) {
    limits.take("people-search", caller.id(), SEARCHES);
    return new Found(people.search(query.strip(), Math.clamp(limit, 1, MAX_FOUND)));
  }

  /// Looks up full names. Returns unknown ones as typed, so that the page can mark them.
  @PostMapping("/api/users/lookup")
  LookedUp lookup(Caller caller, @RequestBody Names names) {
    if (names.usernames().size() > MAX_NAMES) {
      throw new Refusal(RoomProblems.TOO_MANY_NAMES);
    }
    limits.take("people-lookup", caller.id(), SEARCHES);
    var found = new ArrayList<Person>();
    var unknown = new ArrayList<String>();
    var known = people.named(names.usernames());
    for (var name : names.usernames()) {
      Optional.ofNullable(known.get(name)).ifPresentOrElse(found::add, () -> unknown.add(name));
    }
    return new LookedUp(found, unknown);
  }

  @GetMapping("/api/users/{id}")
  Person one(@PathVariable String id) {
    return people.of(UserId.parse(id)).orElseThrow(() -> new Refusal(CommonProblems.NOT_FOUND));
  }
}
