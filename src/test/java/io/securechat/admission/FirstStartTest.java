package io.securechat.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.SignInRig;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import io.securechat.testing.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// An empty server, the registration of its first administrator, and their password reset.
@ExtendWith(OutputCaptureExtension.class)
class FirstStartTest {

  // Not annotated with @Configuration: other tests' servers also scan this package.
  static class Inside {

    @Bean
    @Primary
    static TestClock testClock() {
      return TestClock.atThisMoment();
    }
  }

  private static final Pattern SET_UP = Pattern.compile("http://localhost:\\d+/setup#(\\S+)");

  private static String lastSetUp(CapturedOutput output) {
    var found = SET_UP.matcher(output.getAll());
    String token = "";
    while (found.find()) {
      token = found.group(1);
    }
    return token;
  }

  @Test
  void theConsoleShowsALinkUntilTheFirstAdministratorHasRegistered(CapturedOutput output) {
    String first;
    Path data;
    try (var server = TestServer.start()) {
      data = server.data();
      first = lastSetUp(output);
      var nobody = new Visitor(server);
      assertThat(nobody.logIn("alice", "wonderland").status()).isEqualTo(401);
      assertThat(nobody.post("/api/links/check", Map.of("token", first)).text("kind"))
          .isEqualTo("setup");
    }
    try (var again = TestServer.start(data)) {
      String second = lastSetUp(output);
      assertThat(second).isNotEmpty().isEqualTo(first);
      assertThat(again.bean(FirstStart.class).setUpPath()).hasValue("/setup#" + first);
      var visitor = new Visitor(again);
      assertThat(visitor.register(second, "root", "Root", "pw").text("role")).isEqualTo("admin");
      assertThat(visitor.register(second, "other", "Other", "pw").refusal())
          .isEqualTo("404 link-gone");
      assertThat(visitor.get("/api/admin/users").status()).isEqualTo(200);
      assertThat(again.bean(FirstStart.class).setUpPath()).isEmpty();
    }
  }

  /// A link in the console's history must not expire right after it is shown again.
  @Test
  void aSetUpLinkIsReplacedOnItsLastDay() {
    try (var server = TestServer.start(TestServer.newFolder(), Inside.class)) {
      var firstStart = server.bean(FirstStart.class);
      String first = firstStart.setUpPath().orElseThrow();
      server.bean(TestClock.class).advance(Duration.ofDays(5));
      assertThat(firstStart.setUpPath()).hasValue(first);
      server.bean(TestClock.class).advance(Duration.ofHours(30));
      String second = firstStart.setUpPath().orElseThrow();
      assertThat(second).isNotEqualTo(first);
      var visitor = new Visitor(server);
      assertThat(visitor.register(first.substring(7), "root", "Root", "pw").refusal())
          .isEqualTo("404 link-gone");
      assertThat(visitor.register(second.substring(7), "root", "Root", "pw").status())
          .isEqualTo(201);
    }
  }

  @Test
  void aCommandBesideTheRunningServerResetsAnAdministratorsPassword(CapturedOutput output) {
    try (var rig = SignInRig.start()) {
      String folder = "--secure-chat.storage.data=" + rig.server.data();
      assertThat(ResetPassword.run(new String[] {"reset-password", "ROOT", folder})).isZero();
      var link = Pattern.compile("/reset#(\\S+)").matcher(output.getOut());
      assertThat(link.find()).isTrue();
      var reset =
          Map.of(
              "token", link.group(1),
              "salt", Visitor.salt("new"),
              "authSecret", Visitor.secret("new"));
      assertThat(rig.visitor().post("/api/links/reset", reset).status()).isEqualTo(200);
      assertThat(rig.admin.isSignedIn()).isFalse();
      assertThat(rig.visitor().logIn("root", "new").text("role")).isEqualTo("admin");
      assertThat(ResetPassword.run(new String[] {"reset-password", "nobody", folder})).isEqualTo(1);
      assertThat(ResetPassword.run(new String[] {"reset-password", "<b>", folder})).isEqualTo(1);
      assertThat(ResetPassword.run(new String[] {"reset-password"})).isEqualTo(2);
    }
  }
}
