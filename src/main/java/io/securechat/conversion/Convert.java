package io.securechat.conversion;

import io.securechat.problems.BadSetting;
import io.securechat.storage.CommandContext;
import io.securechat.storage.DatabaseSettings;
import io.securechat.storage.EmbeddedFile;
import io.securechat.storage.FolderLock;
import io.securechat.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/// The command `convert --to jdbc:postgresql://HOST/DATABASE` of the jar: copies the embedded
/// database into an empty PostgreSQL database while no server runs, and compares both. Continues an
/// interrupted conversion when run again. Does not change the data folder.
///
/// User and password are the server's settings, see [DatabaseSettings].
public final class Convert {

  public static final String COMMAND = "convert";

  public static final String HELP =
      """
      Usage: secure-chat convert --to jdbc:postgresql://HOST/DATABASE [--SETTING=VALUE]...

      Copies the database of the data folder into an empty PostgreSQL database while no server runs,
      and compares both. Run it again to continue after an interruption.

        --secure-chat.storage.data=FOLDER          the data folder
        --secure-chat.database.user=NAME           user of PostgreSQL
        --secure-chat.database.password-file=FILE  file that contains the user's password

      Exit codes: 0 both databases are the same, 1 they are not, or it failed, 2 wrong command line.
      """;

  private static final String TO = "--to";
  private static final int BATCH_ROWS = 1_000;

  private Convert() {}

  /// Converts, or prints why it cannot. Returns the process's exit code.
  public static int run(String[] arguments) {
    var target = target(arguments);
    if (target.isEmpty()) {
      System.err.println(
          "Usage: secure-chat convert --to jdbc:postgresql://HOST/DATABASE [--SETTING=VALUE]...");
      return 2;
    }
    String[] all =
        Stream.concat(
                Arrays.stream(arguments), Stream.of("--secure-chat.database.url=" + target.get()))
            .toArray(String[]::new);
    try (var context = CommandContext.start(Parts.class, all)) {
      return convert(
          context.getBean(StorageSettings.class).data(), context.getBean(DatabaseSettings.class));
    } catch (BadSetting e) {
      return failed(e.getMessage() + ". " + e.remedy());
    }
  }

  /// Parses `--to ADDRESS` or `--to=ADDRESS`.
  private static Optional<String> target(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      if (arguments[i].startsWith(TO + "=")) {
        return Optional.of(arguments[i].substring(TO.length() + 1));
      }
      if (arguments[i].equals(TO) && i + 1 < arguments.length) {
        return Optional.of(arguments[i + 1]);
      }
    }
    return Optional.empty();
  }

  private static int convert(Path data, DatabaseSettings settings) {
    var file = EmbeddedFile.in(data);
    if (file.isEmpty()) {
      return failed("There is no database here. Set the folder with --secure-chat.storage.data=…");
    }
    var held = FolderLock.tryTake(data);
    if (held.isEmpty()) {
      return failed("A server uses the data folder " + data + ". Stop it, then convert.");
    }
    try (var _ = held.get()) {
      return copy(file.get(), settings);
    } catch (IOException e) {
      return failed("The data folder was not released: " + e.getMessage());
    }
  }

  private static int copy(Path file, DatabaseSettings settings) {
    try {
      boolean equal = new Conversion(file, settings, BATCH_ROWS, System.out::println).run();
      if (!equal) {
        return failed(
            "The two databases are not the same. Create a new, empty database and convert into that"
                + " one.");
      }
      System.out.println(
          """
          The database of %s is a complete and verified copy.
          Start the server with secure-chat.database.url and the same data folder: it still needs\
           the private files there.\
          """
              .formatted(settings));
      return 0;
    } catch (SQLException e) {
      return failed(
          "The conversion stopped: %s. Run the same command again to continue."
              .formatted(words(e)));
    }
  }

  /// The failure's message without the values of a batch.
  private static String words(SQLException failure) {
    var next = failure instanceof BatchUpdateException ? failure.getNextException() : failure;
    return String.valueOf((next == null ? failure : next).getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("\\.$", "");
  }

  private static int failed(String why) {
    System.err.println(why);
    return 1;
  }

  /// Only the settings: starts nothing of the server and creates no folder.
  @EnableConfigurationProperties({StorageSettings.class, DatabaseSettings.class})
  static class Parts {}
}
