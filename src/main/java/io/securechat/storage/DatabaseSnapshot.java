package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.sqlite.SQLiteConfig;

/// The database as of one moment, read without changing anything in it or beside it.
final class DatabaseSnapshot {

  private static final int BUSY_MILLIS = 30_000;

  private final DataSource source;
  private final Dialect dialect;
  private final String name;

  private DatabaseSnapshot(DataSource source, Dialect dialect, String name) {
    this.source = source;
    this.dialect = dialect;
    this.name = name;
  }

  /// Without a write-ahead log no server has the file open. It is then opened as immutable, because
  /// SQLite would otherwise create the files of a log.
  static DatabaseSnapshot of(Path file) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    String mode = EmbeddedFile.isInUse(file) ? "" : "?immutable=1";
    return new DatabaseSnapshot(
        new DriverManagerDataSource("jdbc:sqlite:" + file.toUri() + mode, config.toProperties()),
        Dialect.SQLITE,
        "The database " + file);
  }

  /// @throws BadSetting if PostgreSQL cannot be reached or is too old
  static DatabaseSnapshot of(DatabaseSettings settings) {
    PostgresAccess.require(settings);
    return new DatabaseSnapshot(
        PostgresAccess.source(settings), Dialect.POSTGRESQL, "The database of " + settings);
  }

  /// Opens a read-only transaction.
  Connection open() throws SQLException {
    var connection = source.getConnection();
    if (dialect == Dialect.POSTGRESQL) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    connection.setAutoCommit(false);
    return connection;
  }

  /// Reports damage and an unsuitable version. Returns whether the tables can be read.
  boolean examine(Connection connection, Consumer<String> report) throws SQLException {
    if (dialect == Dialect.SQLITE && !isIntact(connection, report)) {
      return false;
    }
    if (dialect == Dialect.POSTGRESQL && PostgresAccess.isUnfinished(connection)) {
      report.accept(name + " holds an unfinished conversion. Run convert again to continue.");
      return false;
    }
    SchemaVersion.requireCurrent(SchemaVersion.of(source, dialect), name);
    return true;
  }

  private boolean isIntact(Connection connection, Consumer<String> report) throws SQLException {
    boolean intact = true;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma integrity_check")) {
      while (rows.next()) {
        String line = rows.getString(1);
        if (!line.equals("ok")) {
          intact = false;
          report.accept(name + " is damaged: " + line + ".");
        }
      }
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select "table" as of, parent, count(*) as missing from pragma_foreign_key_check
                group by 1, 2
                """)) {
      while (rows.next()) {
        report.accept(
            "%s has %d rows in %s that refer to missing rows of %s."
                .formatted(
                    name, rows.getLong("missing"), rows.getString("of"), rows.getString("parent")));
      }
    }
    return intact;
  }
}
