package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.RawHttp;
import io.securechat.testing.TestClock;
import io.securechat.testing.TestServer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// Ten years of a server that is never restarted.
class SelfSignedTest {

  // Not annotated with @Configuration: other tests' servers also scan this package.
  static class Inside {

    @Bean
    @Primary
    static TestClock testClock() {
      return TestClock.atThisMoment();
    }
  }

  private static final String SELF_SIGNED = "--secure-chat.tls=self-signed";
  private static final String LOGIN = "GET /login HTTP/1.1\nHost: localhost";
  private static final int MONTHS = 118;

  @Test
  void theCertificateIsRenewedWhileTheServerRunsAndTheRootStays() throws Exception {
    try (var server = TestServer.start(TestServer.newFolder(), Inside.class, SELF_SIGNED)) {
      var tls = server.bean(Tls.class);
      var clock = server.bean(TestClock.class);
      X509Certificate root = tls.root().orElseThrow();
      X509Certificate shown = shown(server);
      int renewals = 0;
      for (int month = 0; month < MONTHS; month++) {
        clock.advance(Duration.ofDays(30));
        tls.renew();
        var next = shown(server);
        var now = clock.instant();
        assertThat(next.getNotBefore().toInstant()).isBefore(now);
        assertThat(next.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(30)));
        assertThat(tls.root()).hasValue(root);
        renewals += next.equals(shown) ? 0 : 1;
        shown = next;
      }
      assertThat(renewals).isEqualTo(9);
      clock.advance(Duration.ofDays(90));
      tls.renew();
      assertThat(tls.root()).as("after ten years").isNotEqualTo(Optional.of(root));
      assertThat(shown(server).getNotAfter().toInstant()).isAfter(clock.instant());
    }
  }

  private static X509Certificate shown(TestServer server) throws Exception {
    return RawHttp.tls(server.port(), null, LOGIN).presented().getFirst();
  }
}
