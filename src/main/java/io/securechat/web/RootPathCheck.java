package io.securechat.web;

import io.securechat.problems.BadSetting;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Refuses settings that would serve the chat below a path, where its cookies and URLs do not work.
/// [ForwardedHeadersFilter] and the page itself detect a proxy that does so.
@Component
class RootPathCheck {

  private static final List<String> SETTINGS =
      List.of("server.servlet.context-path", "spring.mvc.servlet.path");

  /// @throws BadSetting if one of them is a path other than `/`
  RootPathCheck(Environment environment) {
    for (String setting : SETTINGS) {
      String path = environment.getProperty(setting, "").strip();
      if (!path.isEmpty() && !path.equals("/")) {
        throw new BadSetting(
            setting + " is " + path + ", and the chat cannot be served below a path",
            "Leave it out, and give the chat a name of its own, such as"
                + " https://chat.example.org.");
      }
    }
  }
}
