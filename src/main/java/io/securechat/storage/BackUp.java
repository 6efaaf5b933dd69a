package io.securechat.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/// The command `back-up TARGET` of the jar: a consistent copy of the database, also beside a server
/// that runs and writes. The copy is checked before it gets its name, so that TARGET is there whole
/// or not at all; what is there already is never overwritten.
///
/// The files `pepper` and `server-key` are not in it: pepper and database together let a thief
/// guess passwords.
public final class BackUp {

  public static final String COMMAND = "back-up";

  private static final int BUSY_MILLIS = 30_000;

  private BackUp() {}

  /// Makes the copy, or prints why there is none. Returns the exit code of the process.
  public static int run(String[] arguments) {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      System.err.println("Say where to: back-up TARGET");
      return 2;
    }
    var application =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .properties("logging.level.root=error");
    try (var context = application.run(arguments)) {
      if (context.getEnvironment().containsProperty(DatabaseSettings.URL)) {
        return failed("The database is a PostgreSQL: back it up with pg_dump.");
      }
      var data = context.getBean(StorageSettings.class).data();
      return copy(data.resolve(EmbeddedDatabase.FILE), Path.of(arguments[1]));
    }
  }

  private static int copy(Path database, Path target) {
    if (!Files.isRegularFile(database)) {
      return failed("There is no database here. Name the folder: --secure-chat.storage.data=…");
    }
    if (Files.exists(target)) {
      return failed(target + " is there already and is left as it is.");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return failed("There is no folder for " + target + ".");
    }
    try {
      write(database, folder, target);
      System.out.println(
          """
          %s holds the whole database as it was a moment ago, and was checked.
          Not in it, and needed to restore: the files pepper and server-key of the data folder.
          Keep them elsewhere, never with this copy.\
          """
              .formatted(target));
      return 0;
    } catch (FileAlreadyExistsException e) {
      return failed(target + " is there already and is left as it is.");
    } catch (IOException | SQLException e) {
      return failed("No back-up was made: " + e.getMessage());
    }
  }

  private static int failed(String why) {
    System.err.println(why);
    return 1;
  }

  private static void write(Path database, Path folder, Path target)
      throws IOException, SQLException {
    Path copy = Files.createTempFile(folder, ".back-up", ".new", DataFolder.ownerOnly(folder));
    try {
      try (var source = open(database)) {
        // One reading transaction: the server writes on meanwhile and waits for nothing.
        try (var statement = source.prepareStatement("vacuum into ?")) {
          statement.setString(1, copy.toString());
          statement.executeUpdate();
        }
      }
      check(copy);
      try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(copy, target);
      DataFolder.sync(folder);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void check(Path copy) throws SQLException {
    try (var connection = open(copy);
        var statement = connection.createStatement();
        var answer = statement.executeQuery("pragma integrity_check")) {
      if (!answer.next() || !answer.getString(1).equals("ok")) {
        throw new SQLException("the copy is damaged, and so may be the database");
      }
    }
  }

  private static Connection open(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // What is not there is not made.
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    Properties properties = config.toProperties();
    return org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, properties);
  }

  /// Only the settings: nothing of the server starts, and no folder is made.
  @EnableConfigurationProperties(StorageSettings.class)
  static class Parts {}
}
