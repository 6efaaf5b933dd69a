package io.securechat.sessions;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.transaction.support.TransactionOperations;

/// Spring Session on the table `sessions_session`, named here because [StoredSessions] stands
/// before it and Boot then leaves the set-up to us.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableJdbcHttpSession(tableName = "sessions_session")
class SessionTable {

  /// By its name alone: otherwise Boot would take it for everybody's.
  @Bean(defaultCandidate = false)
  TransactionOperations springSessionTransactionOperations(SessionTransactions transactions) {
    return transactions::execute;
  }

  /// Spring Session would use Java's serialization otherwise.
  @Bean(defaultCandidate = false)
  ConversionService springSessionConversionService(SessionAttributes attributes) {
    var conversion = new GenericConversionService();
    conversion.addConverter(Object.class, byte[].class, attributes::write);
    conversion.addConverter(byte[].class, Object.class, attributes::read);
    return conversion;
  }

  @Bean
  SessionRepositoryCustomizer<JdbcIndexedSessionRepository> lasting(
      @Value("${spring.session.timeout}") Duration timeout) {
    return sessions -> {
      sessions.setDefaultMaxInactiveInterval(timeout);
      sessions.setSessionIdGenerator(StoredSessions.STORED_ID::get);
    };
  }
}
