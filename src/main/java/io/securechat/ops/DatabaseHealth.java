package io.securechat.ops;

import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The database as the features use it: a transaction that may write has taken the one place of the
/// writer before its first answer, so a database that another process holds shows here too.
@Configuration(proxyBeanMethods = false)
class DatabaseHealth {

  @Bean
  CompositeHealthContributor databaseHealthContributor(
      JdbcClient jdbc, PlatformTransactionManager transactions) {
    var writing = new TransactionTemplate(transactions);
    return CompositeHealthContributor.fromMap(
        Map.of(
            "writer", new Probe(() -> writing.executeWithoutResult(_ -> ask(jdbc))),
            "readers", new Probe(() -> ask(jdbc))));
  }

  private static void ask(JdbcClient jdbc) {
    jdbc.sql("select 1").query(Integer.class).single();
  }
}
