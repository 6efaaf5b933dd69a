package io.securechat.web;

import io.securechat.admission.FirstStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Prints the chat's address on the console and, while there are no users, the link with which the
/// first administrator registers. This secret is printed on purpose, because the console is where
/// the operator looks; the link works only once.
@Component
class StartupMessage {

  private static final Logger LOG = LoggerFactory.getLogger(StartupMessage.class);

  private final FirstStart firstStart;
  private final WebSettings settings;
  private final Tls tls;
  private final Environment environment;

  StartupMessage(FirstStart firstStart, WebSettings settings, Tls tls, Environment environment) {
    this.firstStart = firstStart;
    this.settings = settings;
    this.tls = tls;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void greet() {
    LOG.info("Secure Chat is open at {}", address());
    firstStart
        .setUpPath()
        .ifPresent(path ->
            LOG.info(
                "There are no users yet. Open this link to become the administrator:\n\n    {}{}\n",
                address(),
                path));
  }

  private String address() {
    var known = settings.publicAddress();
    if (known != null) {
      return known.base();
    }
    String port = environment.getProperty("local.server.port", "8080");
    return (tls.isOn() ? "https" : "http") + "://localhost:" + port;
  }
}
