package io.securechat.admission;

import io.securechat.accounts.Accounts;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The link with which the first administrator registers, while nobody is in the database.
@Component
public class FirstStart {

  private static final Duration VALIDITY = Duration.ofDays(7);

  private final Accounts accounts;
  private final Links links;

  FirstStart(Accounts accounts, Links links) {
    this.accounts = accounts;
    this.links = links;
  }

  /// The path of a fresh set-up link, which makes the one before void; empty once somebody is here.
  public Optional<String> setUpPath() {
    return accounts.isEmpty()
        ? Optional.of(links.make(Links.Kind.SETUP, null, null, VALIDITY).path())
        : Optional.empty();
  }
}
