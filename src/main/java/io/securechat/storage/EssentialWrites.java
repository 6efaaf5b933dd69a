package io.securechat.storage;

import io.securechat.problems.CommonProblems;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Marks small writes that may use the [DiskReserve] on a full disk: those needed to sign in, to
/// sign out and to read. A transaction is essential if its first statement is.
public final class EssentialWrites {

  private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

  private EssentialWrites() {}

  /// Runs the work in the current transaction, or in a new one. Retries a new one if it was the
  /// first to find the disk full: the reserve is free by then.
  public static <T extends @Nullable Object> T run(
      TransactionOperations transaction, TransactionCallback<T> work) {
    Supplier<T> attempt =
        () -> ScopedValue.where(RUNNING, true).call(() -> transaction.execute(work));
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return attempt.get();
    }
    try {
      return attempt.get();
    } catch (RuntimeException e) {
      if (StorageFailures.of(e).filter(CommonProblems.NOT_STORED::equals).isEmpty()) {
        throw e;
      }
      return attempt.get();
    }
  }

  static boolean areRunning() {
    return RUNNING.isBound();
  }
}
