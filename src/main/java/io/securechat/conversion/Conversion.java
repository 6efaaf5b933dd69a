package io.securechat.conversion;

import io.securechat.log.ChainCheck;
import io.securechat.problems.BadSetting;
import io.securechat.storage.DatabaseSettings;
import io.securechat.storage.Dialect;
import io.securechat.storage.EmbeddedFile;
import io.securechat.storage.PostgresAccess;
import io.securechat.storage.SchemaVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Copies the embedded database into an empty PostgreSQL database and compares both. Callers must
/// hold the lock of the data folder.
final class Conversion {

  /// Key of the PostgreSQL advisory lock that allows one conversion at a time into a database.
  private static final long LOCK = 0x5365_6375_7265_4368L;

  private static final long REPORT_NANOS = Duration.ofSeconds(5).toNanos();

  private final Path file;
  private final DatabaseSettings settings;
  private final int batchRows;
  private final Consumer<String> console;

  /// @param batchRows maximum number of rows per transaction
  /// @param console receives progress, one line per call
  Conversion(Path file, DatabaseSettings settings, int batchRows, Consumer<String> console) {
    this.file = file;
    this.settings = settings;
    this.batchRows = batchRows;
    this.console = console;
  }

  /// Copies the missing rows and compares everything.
  ///
  /// @return whether both databases have the same content
  /// @throws BadSetting if the conversion cannot begin
  boolean run() throws SQLException {
    var embedded = EmbeddedFile.source(file);
    SchemaVersion.requireCurrent(
        SchemaVersion.of(embedded, Dialect.SQLITE), "The database " + file);
    PostgresAccess.require(settings);
    try (var source = embedded.getConnection();
        var target = PostgresAccess.source(settings).getConnection()) {
      hold(source);
      lock(target);
      var marker = new Marker(target);
      var tables = prepared(source, target, marker);
      copy(source, target, marker, tables);
      if (!agree(source, target, tables)) {
        return false;
      }
      marker.remove();
      target.commit();
      return true;
    }
  }

  /// Begins the transaction that reads the source and blocks other writers.
  private static void hold(Connection source) throws SQLException {
    source.setAutoCommit(false);
    try (var statement = source.createStatement()) {
      statement.execute("select 1 from sqlite_schema");
    }
  }

  private void lock(Connection target) throws SQLException {
    try (var statement = target.createStatement();
        var row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      if (!row.next() || !row.getBoolean(1)) {
        throw new BadSetting(
            "Another conversion into the database of " + settings + " is running",
            "Wait until it has finished.");
      }
    }
    target.setAutoCommit(false);
  }

  private List<Table> prepared(Connection source, Connection target, Marker marker)
      throws SQLException {
    boolean goesOn = marker.isThere();
    if (!goesOn && !Tables.areEmpty(target)) {
      throw new BadSetting(
          "The database of " + settings + " is not empty",
          "Create a new, empty database for the conversion.");
    }
    target.commit();
    var flyway = SchemaVersion.of(PostgresAccess.source(settings), Dialect.POSTGRESQL);
    SchemaVersion.requireKnown(flyway, "The database of " + settings);
    flyway.migrate();
    var tables = Tables.of(source, target);
    if (goesOn) {
      console.accept("Continuing an interrupted conversion.");
    } else {
      marker.make(tables);
      target.commit();
    }
    return tables;
  }

  private void copy(Connection source, Connection target, Marker marker, List<Table> tables)
      throws SQLException {
    var copy = new TableCopy(source, target, marker, batchRows);
    for (Table table : tables) {
      long all = count(table, source);
      console.accept("Copying %s: %d rows".formatted(table.name(), all));
      copy.run(table, progress(table, all));
    }
    target.commit();
    try (var statement = target.createStatement()) {
      statement.execute("analyze");
    }
    target.commit();
  }

  private LongConsumer progress(Table table, long all) {
    long[] last = {System.nanoTime()};
    return copied -> {
      if (System.nanoTime() - last[0] > REPORT_NANOS) {
        last[0] = System.nanoTime();
        console.accept("Copying %s: %d of %d rows".formatted(table.name(), copied, all));
      }
    };
  }

  private static long count(Table table, Connection source) throws SQLException {
    try (var statement = source.createStatement();
        var row = statement.executeQuery(table.count())) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private boolean agree(Connection source, Connection target, List<Table> tables)
      throws SQLException {
    boolean equal = true;
    long rows = 0;
    for (Table table : tables) {
      console.accept("Comparing " + table.name());
      var here = TableDigest.of(table, source);
      var there = TableDigest.of(table, target);
      rows += here.rows();
      if (!here.equals(there)) {
        equal = false;
        console.accept(
            "%s differs: %d rows in SQLite, %d in PostgreSQL%s"
                .formatted(
                    table.name(),
                    here.rows(),
                    there.rows(),
                    here.rows() == there.rows() ? ", different content" : ""));
      }
    }
    if (equal) {
      console.accept(
          "%d tables with %d rows have the same counts and hashes.".formatted(tables.size(), rows));
    }
    return chainsAreSound(target) && equal;
  }

  private boolean chainsAreSound(Connection target) throws SQLException {
    var chains = ChainCheck.run(target);
    for (String room : chains.broken()) {
      console.accept("The log of room " + room + " does not follow its hash chain.");
    }
    if (chains.faults().isEmpty()) {
      console.accept(
          "%d room logs with %d entries follow their hash chains."
              .formatted(chains.rooms(), chains.entries()));
    }
    return chains.faults().isEmpty();
  }
}
