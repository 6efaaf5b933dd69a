package io.securechat.storage;

import io.securechat.problems.CommonProblems;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Marks the small writes that still work on a full disk, out of [DiskReserve]: those that people
/// need to sign in, to sign out and to read. A transaction counts as what its first statement is.
public final class EssentialWrites {

  private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

  private EssentialWrites() {}

  /// Runs the work in the transaction under way, or in one of its own. Its own is tried again where
  /// it was the first to find the disk full: the reserve is free by then.
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
      if (StorageTrouble.of(e).filter(CommonProblems.NOT_STORED::equals).isEmpty()) {
        throw e;
      }
      return attempt.get();
    }
  }

  static boolean areRunning() {
    return RUNNING.isBound();
  }
}
