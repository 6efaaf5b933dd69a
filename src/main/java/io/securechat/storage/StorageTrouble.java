package io.securechat.storage;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;
import org.sqlite.SQLiteException;

/// Tells what is the database's trouble of the moment from what is wrong with a statement: `busy`
/// where somebody else holds it, `not-stored` where the disk is full or fails. Whoever tries again
/// later may then succeed with the same.
public final class StorageTrouble {

  private StorageTrouble() {}

  /// The problem to answer with; empty where the failure is of another kind.
  public static Optional<Problem> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      var problem = problem(cause);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /// Where undoing failed too, the reason is what was to be undone.
  private static @Nullable Throwable next(Throwable failure) {
    return failure instanceof TransactionSystemException undoing
            && undoing.getApplicationException() != null
        ? undoing.getApplicationException()
        : failure.getCause();
  }

  private static Optional<Problem> problem(Throwable cause) {
    return switch (cause) {
      case SQLTransientConnectionException _ -> Optional.of(CommonProblems.BUSY);
      case SQLiteException sqlite -> problem(sqlite);
      default -> Optional.empty();
    };
  }

  /// By the primary code, which is the lowest byte of an extended one.
  private static Optional<Problem> problem(SQLiteException failure) {
    return switch (failure.getResultCode().code & 0xff) {
      // SQLITE_BUSY, SQLITE_LOCKED
      case 5, 6 -> Optional.of(CommonProblems.BUSY);
      // SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
      case 10, 13, 14 -> Optional.of(CommonProblems.NOT_STORED);
      default -> Optional.empty();
    };
  }
}
