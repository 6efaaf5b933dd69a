package io.securechat.admission;

import io.securechat.accounts.Accounts;
import io.securechat.credentials.Credentials;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Setup link with which the first administrator registers, while there is no account.
@Component
public class FirstStart {

  private static final Duration VALIDITY = Duration.ofDays(7);

  private final Accounts accounts;
  private final Links links;
  private final Credentials credentials;

  FirstStart(Accounts accounts, Links links, Credentials credentials) {
    this.accounts = accounts;
    this.links = links;
    this.credentials = credentials;
  }

  /// The path of the setup link: the same on every node and after a restart, until it is used or
  /// about to expire. Empty once there is an account.
  public Optional<String> setUpPath() {
    return accounts.isEmpty()
        ? Optional.of(links.setUp(VALIDITY, credentials::setUpSecret).path())
        : Optional.empty();
  }
}
