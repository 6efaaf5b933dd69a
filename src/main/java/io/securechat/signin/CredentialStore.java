package io.securechat.signin;

import io.securechat.accounts.UserId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `signin_credential`.
@Component
class CredentialStore {

  record Credential(byte[] salt, String hash) {}

  private final JdbcClient jdbc;

  CredentialStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Credential> find(UserId user) {
    return jdbc.sql("select salt, hash from signin_credential where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> new Credential(row.getBytes(1), row.getString(2)))
        .optional();
  }

  void save(UserId user, Credential credential) {
    jdbc.sql(
            """
            insert into signin_credential (user_id, salt, hash) values (?, ?, ?)
            on conflict (user_id) do update set salt = excluded.salt, hash = excluded.hash
            """)
        .params(user.bytes(), credential.salt(), credential.hash())
        .update();
  }

  boolean isEmpty() {
    return jdbc.sql("select count(*) from signin_credential").query(Long.class).single() == 0;
  }
}
