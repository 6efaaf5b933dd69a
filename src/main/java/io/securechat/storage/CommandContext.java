package io.securechat.storage;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// What a command of the jar needs of the server, configured like the server: by arguments, by
/// environment variables and by `application.yaml`.
public final class CommandContext {

  private CommandContext() {}

  /// Starts these parts, and logs nothing but errors.
  public static ConfigurableApplicationContext start(Class<?> parts, String[] arguments) {
    return new SpringApplicationBuilder(parts)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        .properties("logging.level.root=error")
        .run(arguments);
  }
}
