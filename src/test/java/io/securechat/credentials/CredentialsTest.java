package io.securechat.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.bytes.Base64Text;
import io.securechat.testing.SignInRig;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// A stolen database is useless without the pepper file.
class CredentialsTest {

  @Test
  void theDatabaseAloneAllowsNoPasswordGuessing() {
    try (var rig = SignInRig.start()) {
      var person = rig.newcomer("a password");
      String hash =
          rig.server
              .bean(JdbcClient.class)
              .sql("select hash from credentials_hash where user_id = ?")
              .param(person.id().bytes())
              .query(String.class)
              .single();
      assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
      var withoutPepper = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
      assertThat(withoutPepper.matches(Visitor.secret("a password"), hash)).isFalse();
      var pepper = rig.server.bean(Pepper.class);
      String peppered =
          Base64Text.of(pepper.peppered(Base64Text.parse(Visitor.secret("a password"))));
      assertThat(withoutPepper.matches(peppered, hash)).isTrue();
    }
  }

  @Test
  void withoutItsPepperAServerThatHasPeopleDoesNotStartAndSaysWhatToDo() throws IOException {
    Path data;
    try (var rig = SignInRig.start()) {
      data = rig.server.data();
    }
    Path pepper = data.resolve("pepper");
    assertThat(Files.size(pepper)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pepper)))
        .isEqualTo("rw-------");
    Files.delete(pepper);
    assertThatThrownBy(() -> TestServer.start(data))
        .hasStackTraceContaining("The file pepper is missing");
    assertThat(pepper).doesNotExist();
  }
}
