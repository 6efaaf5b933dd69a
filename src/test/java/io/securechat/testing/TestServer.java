package io.securechat.testing;

import io.securechat.SecureChatApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// The real application on a free port of loopback, with its own data folder.
public final class TestServer implements AutoCloseable {

  private static final String DEMO = "--spring.profiles.active=demo";

  private static final String RESERVE = "--secure-chat.storage.reserve=";

  /// Servers in tests have one connection that reads, so a thread that needs two at once fails.
  private static final String READERS = "--secure-chat.storage.readers=";

  private static final class Shared {
    static final TestServer SERVER = start(DEMO);
  }

  private static final class Demo {
    static final Path DATA = newFolder();

    static {
      start(DATA, DEMO).close();
    }
  }

  /// Null once closed: test classes keep their server in a static field, and each closed one would
  /// retain tens of megabytes.
  private @Nullable ConfigurableApplicationContext context;

  private final Path data;

  private TestServer(ConfigurableApplicationContext context, Path data) {
    this.context = context;
    this.data = data;
  }

  /// One server with the demo's users, for all tests of this JVM that do not disturb others.
  public static TestServer shared() {
    return Shared.SERVER;
  }

  public static TestServer start(String... arguments) {
    return start(List.of(arguments).contains(DEMO) ? demoFolder() : newFolder(), arguments);
  }

  /// Starts with a data folder that may have been used before.
  public static TestServer start(Path data, String... arguments) {
    return start(data, SecureChatApplication.class, arguments);
  }

  /// Starts with an additional configuration.
  public static TestServer start(Path data, Class<?> configuration, String... arguments) {
    var all = new ArrayList<>(List.of("--secure-chat.storage.data=" + data));
    for (String setting : List.of("--server.port=0", RESERVE + "1MB", READERS + "1")) {
      String name = setting.substring(0, setting.indexOf('=') + 1);
      if (Arrays.stream(arguments).noneMatch(given -> given.startsWith(name))) {
        all.add(setting);
      }
    }
    all.addAll(List.of(arguments));
    var application = new SpringApplication(SecureChatApplication.class);
    if (configuration != SecureChatApplication.class) {
      application.addPrimarySources(List.of(configuration));
    }
    return new TestServer(application.run(all.toArray(String[]::new)), data);
  }

  /// Runs the application with exactly these arguments.
  public static ConfigurableApplicationContext run(String... arguments) {
    return new SpringApplication(SecureChatApplication.class).run(arguments);
  }

  public static Path newFolder() {
    try {
      return Files.createTempDirectory("secure-chat-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A data folder with the demo's users, whose creation takes longer than a start. All such
  /// folders have the same server keys.
  public static Path demoFolder() {
    var folder = newFolder();
    try (var files = Files.list(Demo.DATA)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  public int port() {
    return ((WebServerApplicationContext) open()).getWebServer().getPort();
  }

  private ConfigurableApplicationContext open() {
    return Objects.requireNonNull(context, "the server is closed");
  }

  /// The management port, if `management.server.port` was set to 0.
  public int managementPort() {
    return open().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  /// The address as a user would type it; `localhost` is a secure context for browsers.
  public URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  public Path data() {
    return data;
  }

  public <T> T bean(String name, Class<T> type) {
    return open().getBean(name, type);
  }

  public <T> T bean(Class<T> type) {
    return open().getBean(type);
  }

  @Override
  public void close() {
    var open = context;
    context = null;
    if (open != null) {
      open.close();
    }
  }
}
