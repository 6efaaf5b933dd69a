package io.securechat.rooms;

import io.securechat.accounts.Account;
import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.identities.Identities;
import io.securechat.identities.Identity;
import io.securechat.presence.Presence;
import io.securechat.protocol.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Users as others see them: account, identity and presence combined.
@Component
public class People {

  private final Accounts accounts;
  private final Identities identities;
  private final Presence presence;

  People(Accounts accounts, Identities identities, Presence presence) {
    this.accounts = accounts;
    this.identities = identities;
    this.presence = presence;
  }

  public Optional<Person> of(UserId user) {
    return accounts.find(user).map(this::shown);
  }

  /// The existing ones of these users.
  public Map<UserId, Person> all(Collection<UserId> users) {
    return accounts.all(users).values().stream()
        .map(this::shown)
        .collect(Collectors.toMap(Person::userId, Function.identity()));
  }

  /// The people with these usernames, in any spelling, by what was typed.
  Map<String, Person> named(Collection<String> typed) {
    var names = new HashMap<String, Username>();
    typed.forEach(text -> Username.find(text).ifPresent(name -> names.put(text, name)));
    var found =
        accounts.named(Set.copyOf(names.values())).stream()
            .collect(Collectors.toMap(Account::username, this::shown));
    var people = new HashMap<String, Person>();
    names.forEach((text, name) ->
        Optional.ofNullable(found.get(name)).ifPresent(person -> people.put(text, person)));
    return people;
  }

  /// People with a username or display name that begins with the prefix, at most `limit`.
  List<Person> search(String prefix, int limit) {
    return accounts.search(prefix, limit).stream().map(this::shown).toList();
  }

  Person shown(Account account) {
    var seen = presence.lastSeen(account.id());
    return new Person(
        account.id(),
        account.username().toString(),
        account.displayName(),
        identities.current(account.id()).map(Identity::id).orElse(null),
        presence.isOnline(account.id()),
        seen.isPresent() ? seen.getAsLong() : null,
        account.status(),
        account.avatar());
  }
}
