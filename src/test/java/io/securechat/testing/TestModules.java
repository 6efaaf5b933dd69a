package io.securechat.testing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The modules below the web layer, with a real database in the test's folder and a fixed clock.
public final class TestModules implements AutoCloseable {

  // Not annotated with @Configuration: the application under test scans this package too.
  @ComponentScan(
      basePackages = {
        "io.securechat.storage",
        "io.securechat.bus",
        "io.securechat.limits",
        "io.securechat.accounts",
        "io.securechat.identities",
        "io.securechat.presence",
        "io.securechat.rooms",
        "io.securechat.attachments",
        "io.securechat.roomkeys",
        "io.securechat.log",
        "io.securechat.roomlog"
      },
      // Needs the sign-in module above, and is not part of these tests.
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = "io\\.securechat\\.identities\\.IdentitiesApi.*"))
  @ConfigurationPropertiesScan("io.securechat")
  @EnableScheduling
  @ImportAutoConfiguration({
    FlywayAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  static class Modules {

    @Bean
    TestClock clock() {
      return new TestClock();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  private final ConfigurableApplicationContext context;

  private TestModules(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /// Starts with a folder that may have been used before; `more` are further configurations.
  public static TestModules start(Path data, Class<?>... more) {
    return start(data, List.of(), more);
  }

  /// The same with command-line arguments.
  public static TestModules start(Path data, List<String> arguments, Class<?>... more) {
    var all = new ArrayList<>(arguments);
    all.add("--secure-chat.storage.data=" + data);
    var sources = new ArrayList<Class<?>>(List.of(more));
    sources.add(Modules.class);
    return new TestModules(
        new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
            .web(WebApplicationType.NONE)
            .run(all.toArray(String[]::new)));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public TestClock clock() {
    return (TestClock) context.getBean(Clock.class);
  }

  /// Waits at most ten seconds for something that another thread is about to do.
  public static void await(BooleanSupplier condition) {
    await(Duration.ofSeconds(10), condition);
  }

  public static void await(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within " + patience);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
