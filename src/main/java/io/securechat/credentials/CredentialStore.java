package io.securechat.credentials;

import io.securechat.protocol.UserId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table `credentials_hash`.
@Component
class CredentialStore {

  record Credential(byte[] salt, String hash) {}

  private final JdbcClient jdbc;

  CredentialStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Credential> find(UserId user) {
    return jdbc.sql("select salt, hash from credentials_hash where user_id = ?")
        .param(user.bytes())
        .query((row, _) -> new Credential(row.getBytes("salt"), row.getString("hash")))
        .optional();
  }

  void save(UserId user, Credential credential) {
    jdbc.sql(
            """
            insert into credentials_hash (user_id, salt, hash) values (?, ?, ?)
            on conflict (user_id) do update set salt = excluded.salt, hash = excluded.hash
            """)
        .params(user.bytes(), credential.salt(), credential.hash())
        .update();
  }

  boolean hasSalt(byte[] salt) {
    return jdbc.sql("select count(*) from credentials_hash where salt = ?")
            .param(salt)
            .query(Long.class)
            .single()
        > 0;
  }

  boolean isEmpty() {
    return jdbc.sql("select count(*) from credentials_hash").query(Long.class).single() == 0;
  }
}
