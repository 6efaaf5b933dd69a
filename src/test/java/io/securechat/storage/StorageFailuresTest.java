package io.securechat.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.problems.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/// PostgreSQL's error codes; SQLite's are tested with real failures in `lossless`.
class StorageFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "08001, busy, true",
    "08006, busy, true",
    "57P01, busy, true",
    "57P03, busy, true",
    "53300, busy, false",
    "55P03, busy, false",
    "57014, busy, false",
    "53100, not-stored, false",
    "58030, not-stored, false"
  })
  void temporaryFailuresHaveTheirCode(String state, String code, boolean away) {
    for (var failure : wrapped(state)) {
      assertThat(StorageFailures.of(failure).map(Problem::code)).hasValue(code);
      assertThat(StorageFailures.isUnreachable(failure)).isEqualTo(away);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22001"})
  void permanentFailuresHaveNone(String state) {
    for (var failure : wrapped(state)) {
      assertThat(StorageFailures.of(failure)).isEmpty();
      assertThat(StorageFailures.isUnreachable(failure)).isFalse();
    }
  }

  @Test
  void aConnectionThatBreaksDuringACommitIsUnreachable() {
    var failure = new TransactionSystemException("", new SQLException("Connection is closed"));
    assertThat(StorageFailures.of(failure).map(Problem::code)).hasValue("busy");
    assertThat(StorageFailures.isUnreachable(failure)).isTrue();
  }

  @Test
  void anExhaustedPoolIsBusyAndNotUnreachable() {
    var failure =
        new CannotCreateTransactionException("", new SQLTransientConnectionException("no turn"));
    assertThat(StorageFailures.of(failure).map(Problem::code)).hasValue("busy");
    assertThat(StorageFailures.isUnreachable(failure)).isFalse();
  }

  @Test
  void aPoolThatCannotConnectIsUnreachable() {
    var refused = new SQLException("refused", "08001");
    var failure =
        new CannotCreateTransactionException(
            "", new SQLTransientConnectionException("no turn", null, 0, refused));
    assertThat(StorageFailures.of(failure).map(Problem::code)).hasValue("busy");
    assertThat(StorageFailures.isUnreachable(failure)).isTrue();
  }

  private static List<RuntimeException> wrapped(String state) {
    var said = new SQLException("said", state);
    var undoing = new TransactionSystemException("", new SQLException("not undone", "25P01"));
    undoing.initApplicationException(new DataAccessResourceFailureException("", said));
    return List.of(new DataAccessResourceFailureException("", said), undoing);
  }
}
