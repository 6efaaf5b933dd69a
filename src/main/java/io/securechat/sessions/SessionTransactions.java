package io.securechat.sessions;

import io.securechat.storage.EssentialWrites;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/// The transactions of Spring Session's table, which by itself opens a writing one for reading,
/// too: every request would then wait in line for the one connection that writes.
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

  /// Asks for something of which the first transaction reads; one that follows, because what was
  /// read is to be deleted, writes.
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
