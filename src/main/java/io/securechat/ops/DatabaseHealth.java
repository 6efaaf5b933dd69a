package io.securechat.ops;

import io.securechat.storage.DiskReserve;
import io.securechat.storage.EssentialWrites;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Health of the database as the application uses it: the check takes the single writer's
/// connection, so a database that another process has locked shows as down too.
@Configuration(proxyBeanMethods = false)
class DatabaseHealth {

  @Bean
  CompositeHealthContributor databaseHealthContributor(
      JdbcClient jdbc, PlatformTransactionManager transactions) {
    var writing = new TransactionTemplate(transactions);
    return CompositeHealthContributor.fromMap(
        Map.of(
            "writer", new TimedHealthCheck(() -> EssentialWrites.run(writing, _ -> ask(jdbc))),
            "readers", new TimedHealthCheck(() -> ask(jdbc))));
  }

  /// Down while the disk is full. Does not affect readiness: reading and signing in still work.
  @Bean
  HealthIndicator diskReserveHealthIndicator(ObjectProvider<DiskReserve> reserve) {
    return () -> {
      var known = reserve.getIfAvailable();
      return (known != null && known.isFull() ? Health.down() : Health.up()).build();
    };
  }

  private static int ask(JdbcClient jdbc) {
    return jdbc.sql("select 1").query(Integer.class).single();
  }
}
