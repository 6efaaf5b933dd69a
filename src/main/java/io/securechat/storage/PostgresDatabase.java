package io.securechat.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String DURABLE =
      """
      select set_config('synchronous_commit', 'on', false)
      where current_setting('synchronous_commit') = 'off'
      """;

  @Bean(destroyMethod = "close")
  @Primary
  HikariDataSource dataSource(DatabaseSettings settings) {
    PostgresAccess.requireWhole(settings);
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql");
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(PostgresAccess.properties(settings));
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

  /// PostgreSQL reclaims old row versions by itself (`VACUUM`).
  @Bean
  ErasedData erasedData() {
    return () -> {};
  }

  @Bean
  FlywayConfigurationCustomizer migrations() {
    return flyway -> flyway.locations(Dialect.POSTGRESQL.migrations());
  }
}
