package io.securechat.sessions;

import io.securechat.storage.Dialect;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

/// Lets two concurrent requests write the same session attribute on PostgreSQL.
@Configuration(proxyBeanMethods = false)
class SessionsOnPostgres {

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> attributes(Dialect dialect) {
    return switch (dialect) {
      case SQLITE -> _ -> {};
      case POSTGRESQL -> new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    };
  }
}
