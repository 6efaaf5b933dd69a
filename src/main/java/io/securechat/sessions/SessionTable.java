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

/// Configures Spring Session with the table `sessions_session`. Boot's auto-configuration steps
/// back, because [StoredSessions] is a session repository.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableJdbcHttpSession(tableName = "sessions_session")
class SessionTable {

  /// Injected only by name: otherwise Boot would use it for all transactions.
  @Bean(defaultCandidate = false)
  TransactionOperations springSessionTransactionOperations(SessionTransactions transactions) {
    return transactions::execute;
  }

  /// Replaces Spring Session's default, Java serialization.
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
