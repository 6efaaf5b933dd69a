package io.securechat.sessions;

import io.securechat.problems.BadSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a session lasts. How long an unused one lasts is `spring.session.timeout`.
///
/// @param lifetime from the sign-in on, however much the session is used; at least one minute
@ConfigurationProperties("secure-chat.sessions")
public record SessionSettings(@DefaultValue("30d") Duration lifetime) {

  public SessionSettings {
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new BadSetting(
          "secure-chat.sessions.lifetime is shorter than a minute",
          "Set how long a sign-in lasts at most, such as 30d.");
    }
  }
}
