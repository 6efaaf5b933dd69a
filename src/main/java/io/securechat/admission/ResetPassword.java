package io.securechat.admission;

import io.securechat.accounts.Accounts;
import io.securechat.accounts.Username;
import io.securechat.bus.Bus;
import io.securechat.problems.Refusal;
import io.securechat.storage.CommandContext;
import io.securechat.storage.StorageSettings;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/// The command `reset-password NAME` of the jar, for a sole administrator who has forgotten their
/// password: prints a one-time link. It uses the server's data folder and may run while the server
/// does.
public final class ResetPassword {

  public static final String COMMAND = "reset-password";

  public static final String HELP =
      """
      Usage: secure-chat reset-password NAME [--SETTING=VALUE]...

      Prints a link, valid for one hour, with which the user NAME chooses a new password. The server
      may be running.

        --secure-chat.storage.data=FOLDER   the data folder
        --secure-chat.database.*            the server's settings, if it uses PostgreSQL

      Exit codes: 0 printed, 1 no link was made, 2 wrong command line.
      """;

  private static final Duration VALIDITY = Duration.ofHours(1);

  private ResetPassword() {}

  /// Prints the link, or why there is none. Returns the process's exit code.
  public static int run(String[] arguments) {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      System.err.println("Usage: secure-chat reset-password NAME [--SETTING=VALUE]...");
      return 2;
    }
    try (var context = CommandContext.start(Parts.class, arguments)) {
      var account = context.getBean(Accounts.class).find(Username.of(arguments[1]));
      if (account.isEmpty()) {
        System.err.println("There is no user with that name.");
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

  /// The parts of the server that the command needs. Not annotated as a component, so that the
  /// server's component scan ignores it.
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

    /// A bus without other nodes: the command changes nothing that nodes cache.
    @Bean
    Bus bus() {
      return Bus.alone();
    }
  }
}
