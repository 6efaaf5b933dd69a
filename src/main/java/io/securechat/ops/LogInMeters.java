package io.securechat.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.securechat.sessions.LoggedIn;
import io.securechat.signin.LogInRefused;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Counts successful and refused log-ins.
@Component
class LogInMeters {

  private final Counter succeeded;
  private final Counter refused;

  LogInMeters(MeterRegistry meters) {
    this.succeeded = counter(meters, "succeeded");
    this.refused = counter(meters, "refused");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("securechat.logins")
        .description("Log-ins with name and password or with a link")
        .tag("outcome", outcome)
        .register(meters);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void loggedIn(LoggedIn loggedIn) {
    succeeded.increment();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void refused(LogInRefused refusal) {
    refused.increment();
  }
}
