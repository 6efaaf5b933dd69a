package io.securechat.admission;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Role;
import io.securechat.accounts.Username;
import io.securechat.bytes.Base64Text;
import io.securechat.credentials.Credentials;
import io.securechat.signin.Passwords;
import java.security.SecureRandom;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates the demo's three users with their password hashes. As for all users, their keys are
/// created in the browser.
@Component
@Profile("demo")
class DemoUsers implements SmartInitializingSingleton {

  private final Accounts accounts;
  private final Credentials credentials;
  private final Passwords passwords;
  private final TransactionTemplate transaction;

  DemoUsers(
      Accounts accounts,
      Credentials credentials,
      Passwords passwords,
      PlatformTransactionManager transactions) {
    this.accounts = accounts;
    this.credentials = credentials;
    this.passwords = passwords;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (accounts.isEmpty()) {
      add("alice", "Alice", "wonderland", Role.ADMIN);
      add("bob", "Bob", "the builder", Role.MEMBER);
      add("darth", "Darth", "maul", Role.MEMBER);
    }
  }

  private void add(String name, String displayName, String password, Role role) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    var secret = passwords.next(Base64Text.of(salt), credentials.derive(password, salt));
    transaction.executeWithoutResult(status -> {
      var account = accounts.register(Username.of(name), displayName, role);
      credentials.set(account.id(), secret.salt(), secret.hashed());
    });
  }
}
