package io.securechat.sessions;

import io.securechat.storage.EssentialWrites;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// Transactions of Spring Session's table. By default Spring Session reads in read-write
/// transactions, so every request would wait for the only connection that can write.
@Component
class SessionTransactions {

  private final TransactionTemplate writing;
  private final TransactionTemplate reading;
  private final ThreadLocal<Boolean> readsFirst = ThreadLocal.withInitial(() -> false);

  SessionTransactions(PlatformTransactionManager transactions) {
    this.writing = template(transactions, false);
    this.reading = template(transactions, true);
  }

  private static TransactionTemplate template(
      PlatformTransactionManager transactions, boolean readOnly) {
    var template = new TransactionTemplate(transactions);
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    template.setReadOnly(readOnly);
    return template;
  }

  /// Runs a query whose first transaction is read-only; a second one, which deletes what was read,
  /// is read-write.
  <T> T reading(Supplier<T> question) {
    readsFirst.set(true);
    try {
      return question.get();
    } finally {
      readsFirst.remove();
    }
  }

  <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
    boolean reads = readsFirst.get();
    readsFirst.remove();
    return reads ? reading.execute(action) : EssentialWrites.run(writing, action);
  }
}
