package io.securechat.sessions;

import io.securechat.problems.BadSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Maximum lifetime of sessions. The idle timeout is `spring.session.timeout`.
///
/// @param lifetime from sign-in on, regardless of use; at least one minute
@ConfigurationProperties("secure-chat.sessions")
public record SessionSettings(@DefaultValue("30d") Duration lifetime) {

  public SessionSettings {
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new BadSetting(
          "secure-chat.sessions.lifetime is shorter than a minute",
          "Set the maximum lifetime of a sign-in, such as 30d.");
    }
  }
}
