package io.securechat.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The command `back-up TARGET` of the jar: makes a consistent copy of the database, even while the
/// server runs and writes, and copies what belongs to it. The copy is verified before it gets its
/// name, so TARGET is either complete or absent. Never overwrites an existing file.
///
/// Does not include the files `pepper` and `server-key`: with pepper and database together, a thief
/// could guess passwords.
public final class BackUp {

  public static final String COMMAND = "back-up";

  public static final String HELP =
      """
      Usage: secure-chat back-up TARGET [FILES] [--SETTING=VALUE]...

      Copies the database to the new file TARGET, also while the server runs, and verifies the copy.
      Copies the files of messages into the folder FILES, TARGET.files by default; those that are
      there already are not copied again. Back up the files pepper and server-key once, elsewhere:
      they are not in the copy.

        --secure-chat.storage.data=FOLDER   the data folder

      Exit codes: 0 copied, 1 no copy was made, 2 wrong command line.
      """;

  private BackUp() {}

  /// Makes the copy, or prints why it cannot. Returns the process's exit code.
  ///
  /// @param part what is copied besides the database
  public static int run(String[] arguments, BackUpPart part) {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      System.err.println("Usage: secure-chat back-up TARGET [FILES] [--SETTING=VALUE]...");
      return 2;
    }
    try (var context = CommandContext.start(Parts.class, arguments)) {
      if (context.getEnvironment().containsProperty(DatabaseSettings.URL)) {
        return failed("The database is PostgreSQL: back it up with pg_dump.");
      }
      var data = context.getBean(StorageSettings.class).data();
      boolean named = arguments.length > 2 && !arguments[2].startsWith("--");
      Path files = Path.of(named ? arguments[2] : arguments[1] + ".files");
      return copy(
          data, Path.of(arguments[1]), to -> part.copy(context.getEnvironment(), to, data, files));
    }
  }

  /// The part, with its folders.
  private interface Rest {
    String copy(Connection copy) throws IOException, SQLException;
  }

  private static int copy(Path data, Path target, Rest rest) {
    Path database = data.resolve(EmbeddedDatabase.FILE);
    if (!Files.isRegularFile(database)) {
      return failed("There is no database here. Set the folder with --secure-chat.storage.data=…");
    }
    if (Files.exists(target)) {
      return failed(target + " already exists and was not changed.");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return failed("The folder of " + target + " does not exist.");
    }
    try {
      String told = write(database, folder, target, rest);
      System.out.println(
          """
          %s is a complete and verified copy of the database.
          Not included, but needed to restore it: the files pepper and server-key of the data folder.
          Keep them in another place, never together with this copy.
          %s\
          """
              .formatted(target, told)
              .strip());
      return 0;
    } catch (FileAlreadyExistsException e) {
      return failed(target + " already exists and was not changed.");
    } catch (IOException | SQLException e) {
      return failed("No back-up was made: " + e.getMessage());
    }
  }

  private static int failed(String why) {
    System.err.println(why);
    return 1;
  }

  /// Returns what is said about the rest.
  private static String write(Path database, Path folder, Path target, Rest rest)
      throws IOException, SQLException {
    Path copy = Files.createTempFile(folder, ".back-up", ".new", DataFolder.ownerOnly(folder));
    try {
      try (var source = EmbeddedFile.open(database)) {
        // A single read transaction: the server can keep writing meanwhile.
        try (var statement = source.prepareStatement("vacuum into ?")) {
          statement.setString(1, copy.toString());
          statement.executeUpdate();
        }
      }
      String told;
      try (var connection = EmbeddedFile.open(copy)) {
        told = rest.copy(connection);
      }
      check(copy);
      try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(copy, target);
      DataFolder.sync(folder);
      return told;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void check(Path copy) throws SQLException {
    try (var connection = EmbeddedFile.open(copy);
        var statement = connection.createStatement();
        var answer = statement.executeQuery("pragma integrity_check")) {
      if (!answer.next() || !answer.getString(1).equals("ok")) {
        throw new SQLException("the copy is damaged, and the database may be too");
      }
    }
  }

  /// Only the settings: starts nothing of the server and creates no folder.
  @EnableConfigurationProperties(StorageSettings.class)
  static class Parts {}
}
