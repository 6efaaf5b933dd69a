package io.securechat.lossless;

import io.securechat.SecureChatApplication;
import io.securechat.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/// A server in its own process whose clock and disk a test can disturb while it runs: it polls two
/// small files beside its data folder.
final class FaultyServer {

  /// Whether `-Dlossless=long` asks for the long form of the failure tests.
  static final boolean LONG = System.getProperty("lossless", "").equals("long");

  private static final int ALL_PAGES = 1_073_741_823;

  private final Path clock;
  private final Path pages;

  private FaultyServer(Path data) {
    this.clock = data.resolveSibling(data.getFileName() + ".clock");
    this.pages = data.resolveSibling(data.getFileName() + ".pages");
  }

  static FaultyServer of(Path data) {
    return new FaultyServer(data);
  }

  static ServerProcess start(Path data) {
    return ServerProcess.start(data, FaultyServer.class, "--faults.data=" + data);
  }

  /// Shifts the server's clock.
  void shiftClock(Duration by) {
    write(clock, by.toMillis());
  }

  /// Keeps the database from growing by a single page.
  void fillDisk() {
    write(pages, 1);
  }

  void freeDisk() {
    write(pages, ALL_PAGES);
  }

  private static void write(Path file, long number) {
    try {
      Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "" + number);
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long read(Path file, long otherwise) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file)) : otherwise;
    } catch (IOException e) {
      return otherwise;
    }
  }

  public static void main(String[] arguments) {
    String data = arguments[arguments.length - 1];
    var trouble = of(Path.of(data.substring(data.indexOf('=') + 1)));
    var application = new SpringApplication(SecureChatApplication.class);
    application.setAllowBeanDefinitionOverriding(true);
    application.addInitializers(context ->
        ((GenericApplicationContext) context)
            .addBeanFactoryPostProcessor(factory ->
                ((BeanDefinitionRegistry) factory)
                    .registerBeanDefinition(
                        "clock",
                        new RootBeanDefinition(Clock.class, () -> trouble.new Shifted()))));
    var context = application.run(arguments);
    var writer = context.getBean("writer", DataSource.class);
    Thread.ofPlatform().daemon().start(() -> trouble.limitPages(writer));
  }

  private void limitPages(DataSource writer) {
    long applied = ALL_PAGES;
    while (true) {
      long wanted = read(pages, ALL_PAGES);
      if (wanted != applied) {
        try (var connection = writer.getConnection();
            var statement = connection.createStatement()) {
          statement.execute("pragma max_page_count = " + wanted);
          applied = wanted;
        } catch (SQLException e) {
          // The file is in use; the next poll reads it.
        }
      }
      LockSupport.parkNanos(50_000_000);
    }
  }

  private final class Shifted extends Clock {

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plusMillis(read(clock, 0));
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("one zone");
    }
  }
}
