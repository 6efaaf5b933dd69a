package io.securechat.storage;

import io.securechat.problems.CommonProblems;
import io.securechat.problems.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;
import org.sqlite.SQLiteException;

/// Distinguishes temporary problems of the database from errors in a statement: `busy` if it is
/// locked or unreachable, `not-stored` if the disk is full or fails. The same request may succeed
/// later.
///
/// Uses SQLite's result codes (sqlite.org/rescode.html) and PostgreSQL's SQLSTATE (appendix A of
/// its documentation).
public final class StorageFailures {

  // admin_shutdown, crash_shutdown, cannot_connect_now
  private static final Set<String> RESTARTING = Set.of("57P01", "57P02", "57P03");

  private StorageFailures() {}

  /// The problem to answer with; empty for other failures.
  public static Optional<Problem> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      var problem = problem(cause);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return isUnreachable(failure) ? Optional.of(CommonProblems.BUSY) : Optional.empty();
  }

  /// Whether the database is unreachable, as during a restart. Never the case for SQLite.
  public static boolean isUnreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (isBroken(cause) || (cause instanceof SQLException sql && isUnreachable(state(sql)))) {
        return true;
      }
    }
    return false;
  }

  /// Whether the connection broke during the commit, so that the rollback failed too: the pool has
  /// closed it and gives no SQLSTATE.
  private static boolean isBroken(Throwable failure) {
    return failure instanceof TransactionSystemException
        && failure.getCause() instanceof SQLException undoing
        && !(undoing instanceof SQLiteException)
        && undoing.getSQLState() == null;
  }

  /// If the rollback failed too, continues with the failure that caused it.
  private static @Nullable Throwable next(Throwable failure) {
    return failure instanceof TransactionSystemException undoing
            && undoing.getApplicationException() != null
        ? undoing.getApplicationException()
        : failure.getCause();
  }

  private static Optional<Problem> problem(Throwable cause) {
    return switch (cause) {
      case SQLiteException sqlite -> problem(sqlite);
      case SQLTransientConnectionException _ -> Optional.of(CommonProblems.BUSY);
      case SQLException other -> problem(state(other));
      default -> Optional.empty();
    };
  }

  /// By primary result code, which is the lowest byte of an extended one.
  private static Optional<Problem> problem(SQLiteException failure) {
    return switch (failure.getResultCode().code & 0xff) {
      // SQLITE_BUSY, SQLITE_LOCKED
      case 5, 6 -> Optional.of(CommonProblems.BUSY);
      // SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
      case 10, 13, 14 -> Optional.of(CommonProblems.NOT_STORED);
      default -> Optional.empty();
    };
  }

  private static Optional<Problem> problem(String state) {
    return switch (state) {
      // disk_full, io_error
      case "53100", "58030" -> Optional.of(CommonProblems.NOT_STORED);
      // too_many_connections, lock_not_available, query_canceled (a timeout)
      case "53300", "55P03", "57014" -> Optional.of(CommonProblems.BUSY);
      default -> Optional.empty();
    };
  }

  private static boolean isUnreachable(String state) {
    // connection_exception
    return state.startsWith("08") || RESTARTING.contains(state);
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }
}
