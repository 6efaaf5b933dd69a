package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Connections to the configured PostgreSQL, without a pool.
public final class PostgresAccess {

  /// A table that exists while a conversion into this database is unfinished.
  public static final String UNFINISHED = "storage_conversion";

  private static final Logger log = LoggerFactory.getLogger(PostgresAccess.class);
  private static final int MIN_VERSION = 14;
  private static final String SOCKET_TIMEOUT = "socketTimeout";

  private PostgresAccess() {}

  /// Opens a connection per call. For commands, whose statements may take minutes.
  public static DataSource source(DatabaseSettings settings) {
    var properties = properties(settings);
    properties.remove(SOCKET_TIMEOUT);
    return new DriverManagerDataSource(settings.url(), properties);
  }

  /// Connects once, before anything depends on it, to explain problems in plain words.
  ///
  /// @throws BadSetting if it cannot be reached or is too old
  public static void require(DatabaseSettings settings) {
    ask(settings, _ -> {});
  }

  /// The same for a server, which does not start on a partly converted database.
  static void requireWhole(DatabaseSettings settings) {
    ask(
        settings,
        connection -> {
          if (isUnfinished(connection)) {
            throw new BadSetting(
                "The database of " + settings + " holds an unfinished conversion",
                "Run the command convert again with the same data folder until it has checked"
                    + " everything.");
          }
          warnUnlessSafe(connection);
        });
  }

  /// Whether a conversion into this database has begun and is not finished.
  public static boolean isUnfinished(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, UNFINISHED);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  static Properties properties(DatabaseSettings settings) {
    var properties = new Properties();
    properties.setProperty("user", settings.user());
    properties.setProperty("password", settings.secret());
    properties.setProperty("ApplicationName", "secure-chat");
    properties.setProperty("connectTimeout", "5");
    // Closes a connection whose other end has disappeared, instead of waiting forever.
    properties.setProperty(SOCKET_TIMEOUT, "30");
    properties.setProperty("tcpKeepAlive", "true");
    // Details would quote rows, and messages are logged.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  private interface Question {
    void ask(Connection connection) throws SQLException;
  }

  private static void ask(DatabaseSettings settings, Question question) {
    try (var connection = DriverManager.getConnection(settings.url(), properties(settings))) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < MIN_VERSION) {
        throw new BadSetting(
            "The database is PostgreSQL " + version,
            "Secure Chat needs PostgreSQL " + MIN_VERSION + " or newer.");
      }
      question.ask(connection);
    } catch (SQLException e) {
      throw new BadSetting(
          "Cannot connect to PostgreSQL with " + settings + ": " + withoutStop(e),
          "Check that it runs and is reachable from here, that database and user exist, and that"
              + " secure-chat.database.password-file has the user's password.");
    }
  }

  private static String withoutStop(SQLException e) {
    return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
  }

  private static void warnUnlessSafe(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("show fsync")) {
      if (row.next() && row.getString(1).equals("off")) {
        log.warn("PostgreSQL runs with fsync off: a power failure may lose acknowledged data.");
      }
    }
  }
}
