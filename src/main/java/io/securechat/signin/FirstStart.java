package io.securechat.signin;

import io.securechat.accounts.Accounts;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// With nobody in the database yet, prints a link with which the first administrator registers. The
/// console is where the operator looks, so this one secret goes to the log on purpose; it is good
/// once, and a new start makes it void.
@Component
@Profile("!demo")
class FirstStart {

  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
  private static final Duration VALIDITY = Duration.ofDays(7);

  private final Accounts accounts;
  private final Links links;
  private final SignInSettings settings;
  private final Environment environment;

  FirstStart(Accounts accounts, Links links, SignInSettings settings, Environment environment) {
    this.accounts = accounts;
    this.links = links;
    this.settings = settings;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void offerSetUp() {
    if (accounts.isEmpty()) {
      var made = links.make(Links.Kind.SETUP, null, null, VALIDITY);
      LOG.info(
          "Nobody is here yet. Open this link once to become the administrator:\n\n    {}{}\n",
          address(),
          made.path());
    }
  }

  private String address() {
    if (settings.publicUrl() != null) {
      return settings.publicUrl().toString().replaceAll("/+$", "");
    }
    boolean tls = environment.getProperty("server.ssl.enabled", Boolean.class, false);
    String port = environment.getProperty("local.server.port", "8080");
    return (tls ? "https" : "http") + "://localhost:" + port;
  }
}
