package io.securechat.push;

import io.securechat.problems.BadSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of push messages.
///
/// @param enabled whether the server sends any
/// @param contact how push services reach the operator: `mailto:` or `https:`; empty for
///   `secure-chat.public-url`, if that is https
/// @param privateServices whether push services may have private addresses and use plain http
@ConfigurationProperties("secure-chat.push")
public record PushSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("") String contact,
    @DefaultValue("false") boolean privateServices) {

  public PushSettings {
    if (!contact.isEmpty() && !contact.matches("(mailto:|https://)[!-~]{3,200}")) {
      throw new BadSetting(
          "secure-chat.push.contact must begin with mailto: or https://",
          "Set it to an address at which you can be reached, like mailto:admin@example.org.");
    }
  }
}
