package io.securechat.conversion;

import io.securechat.storage.PostgresAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The table `storage_conversion` in the target: exists until a conversion is finished, and records
/// how far each table is copied. It changes in the same transactions as the copies, so that an
/// interrupted conversion can continue.
final class Marker {

  static final String TABLE = PostgresAccess.UNFINISHED;

  private final Connection target;

  Marker(Connection target) {
    this.target = target;
  }

  /// How far a table is copied.
  ///
  /// @param last SQLite's rowid of the last copied row
  record Position(long last, long rows) {

    static final Position START = new Position(0, 0);
  }

  boolean isThere() throws SQLException {
    return PostgresAccess.isUnfinished(target);
  }

  /// Runs in the current transaction.
  void make(List<Table> tables) throws SQLException {
    try (var statement = target.createStatement()) {
      statement.execute(
          """
          create table storage_conversion (
            table_name text not null primary key,
            last_row bigint not null,
            copied bigint not null
          )
          """);
    }
    for (Table table : tables) {
      write(
          "insert into storage_conversion (last_row, copied, table_name) values (?, ?, ?)",
          table,
          Position.START);
    }
  }

  Position position(Table table) throws SQLException {
    try (var statement =
        target.prepareStatement(
            "select last_row, copied from storage_conversion where table_name = ?")) {
      statement.setString(1, table.name());
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the interrupted conversion has no table " + table.name());
        }
        return new Position(row.getLong("last_row"), row.getLong("copied"));
      }
    }
  }

  /// Runs in the current transaction.
  void move(Table table, Position position) throws SQLException {
    write(
        "update storage_conversion set last_row = ?, copied = ? where table_name = ?",
        table,
        position);
  }

  private void write(String sql, Table table, Position position) throws SQLException {
    try (var statement = target.prepareStatement(sql)) {
      statement.setLong(1, position.last());
      statement.setLong(2, position.rows());
      statement.setString(3, table.name());
      statement.executeUpdate();
    }
  }

  /// Runs in the current transaction.
  void remove() throws SQLException {
    try (var statement = target.createStatement()) {
      statement.execute("drop table storage_conversion");
    }
  }
}
