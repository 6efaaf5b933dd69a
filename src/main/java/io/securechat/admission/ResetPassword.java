package io.securechat.admission;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.bus.Bus;
import io.securechat.problems.Refusal;
import io.securechat.storage.StorageSettings;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/// The command `reset-password NAME` of the jar, for an administrator who is the only one and has
/// forgotten his password: prints a one-time link. It works on the same data folder beside a server
/// that runs.
public final class ResetPassword {

  public static final String COMMAND = "reset-password";

  private static final Duration VALIDITY = Duration.ofHours(1);

  private ResetPassword() {}

  /// Prints the link, or why there is none. Returns the exit code of the process.
  public static int run(String[] arguments) {
    if (arguments.length < 2) {
      System.err.println("Say whose: reset-password NAME");
      return 2;
    }
    var application =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .properties("logging.level.root=error");
    try (var context = application.run(arguments)) {
      var account = context.getBean(Accounts.class).find(Username.of(arguments[1]));
      if (account.isEmpty()) {
        System.err.println("Nobody here has that user name.");
        return 1;
      }
      var made =
          context.getBean(Links.class).make(Links.Kind.RESET, account.get().id(), null, VALIDITY);
      System.out.println(
          "Open this page of your server within an hour:\n\n    " + made.path() + "\n");
      return 0;
    } catch (Refusal refusal) {
      System.err.println(refusal.problem().title());
      return 1;
    }
  }

  /// As much of the server as the command needs; no component itself, so that the server does not
  /// find it.
  @ComponentScan({"io.securechat.storage", "io.securechat.accounts"})
  @EnableConfigurationProperties(StorageSettings.class)
  @Import({Links.class, LinkStore.class})
  @ImportAutoConfiguration({
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  static class Parts {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    /// It changes nothing that other nodes keep.
    @Bean
    Bus bus() {
      return Bus.alone();
    }
  }
}
