package io.securechat.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/// Access to the embedded database's file for commands that work without the server. Does not
/// create a missing file.
public final class EmbeddedFile {

  private static final int BUSY_MILLIS = 30_000;

  private EmbeddedFile() {}

  /// The database in a data folder, if there is one.
  public static Optional<Path> in(Path folder) {
    return Optional.of(folder.resolve(EmbeddedDatabase.FILE)).filter(Files::isRegularFile);
  }

  /// Whether a process has the database open, or was killed while it had.
  public static boolean isInUse(Path file) {
    return Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
  }

  /// Connections that wait up to 30 seconds for another process. Their transactions block other
  /// writers from the start.
  public static DataSource source(Path file) {
    return new DriverManagerDataSource("jdbc:sqlite:" + file, properties());
  }

  static java.sql.Connection open(Path file) throws SQLException {
    return source(file).getConnection();
  }

  private static Properties properties() {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return config.toProperties();
  }
}
