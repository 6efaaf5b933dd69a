package io.securechat.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.securechat.problems.BadSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// PostgreSQL instead of the embedded database, for one node or several: the same migrations and
/// SQL, at isolation level `read committed`.
///
/// Commits are synchronous even if the server's default is not.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(DatabaseSettings.URL)
@EnableConfigurationProperties(DatabaseSettings.class)
class PostgresDatabase {

  private static final Logger log = LoggerFactory.getLogger(PostgresDatabase.class);
  private static final int MIN_VERSION = 14;
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String DURABLE =
      """
      select set_config('synchronous_commit', 'on', false)
      where current_setting('synchronous_commit') = 'off'
      """;

  @Bean(destroyMethod = "close")
  @Primary
  HikariDataSource dataSource(DatabaseSettings settings) {
    require(settings);
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql");
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(properties(settings));
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(4, settings.connections()));
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    config.setValidationTimeout(TIMEOUT_MILLIS / 2);
    config.setConnectionInitSql(DURABLE);
    return new HikariDataSource(config);
  }

  @Bean
  Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Bean
  FlywayConfigurationCustomizer migrations() {
    return flyway -> flyway.locations("classpath:db/migration", "classpath:db/postgresql");
  }

  private static Properties properties(DatabaseSettings settings) {
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.secret());
    properties.setProperty("ApplicationName", "secure-chat");
    properties.setProperty("connectTimeout", "5");
    // Closes a connection whose other end has disappeared, instead of waiting forever.
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /// Connects once, before anything depends on it, to explain problems in plain words.
  private static void require(DatabaseSettings settings) {
    try (var connection = DriverManager.getConnection(settings.url(), properties(settings))) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < MIN_VERSION) {
        throw new BadSetting(
            "The database is PostgreSQL " + version,
            "Secure Chat needs PostgreSQL " + MIN_VERSION + " or newer.");
      }
      warnUnlessSafe(connection);
    } catch (SQLException e) {
      throw new BadSetting(
          "Cannot connect to PostgreSQL with " + settings + ": " + withoutStop(e),
          "Check that it runs and is reachable from here, that database and user exist, and that"
              + " secure-chat.database.password-file has the user's password.");
    }
  }

  private static String withoutStop(SQLException e) {
    return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
  }

  private static void warnUnlessSafe(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("show fsync")) {
      if (row.next() && row.getString(1).equals("off")) {
        log.warn("PostgreSQL runs with fsync off: a power failure may lose acknowledged data.");
      }
    }
  }
}
