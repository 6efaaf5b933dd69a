package io.securechat.check;

import io.securechat.attachments.FileCheck;
import io.securechat.credentials.PepperCheck;
import io.securechat.identities.ServerKeyCheck;
import io.securechat.log.ChainCheck;
import io.securechat.storage.CheckedFolder;
import io.securechat.storage.CommandContext;
import io.securechat.storage.DatabaseSettings;
import io.securechat.storage.EmbeddedFile;
import io.securechat.storage.FolderCheck;
import io.securechat.storage.StorageSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The command `check` of the jar: verifies the data folder and the database, with either database
/// and while a server runs or not. Prints one line for each finding, and changes nothing.
public final class Check {

  public static final String COMMAND = "check";

  public static final String HELP =
      """
      Usage: secure-chat check [--SETTING=VALUE]...

      Verifies the data folder without changing it, also while the server runs: permissions, pepper
      and server key, the database and its version, the files of messages, and the hash chain of
      every room's log. Prints one line for each finding.

        --secure-chat.storage.data=FOLDER   the data folder
        --secure-chat.database.*            the server's settings, if it uses PostgreSQL

      Exit codes: 0 nothing found, 1 something found, 2 wrong command line.
      """;

  private Check() {}

  /// Prints the findings. Returns the process's exit code.
  public static int run(String[] arguments) {
    try (var context = CommandContext.start(Parts.class, arguments)) {
      Path data = context.getBean(StorageSettings.class).data();
      var settings = context.getBeanProvider(DatabaseSettings.class).getIfAvailable();
      return report(data, settings, new FileCheck(context.getEnvironment()));
    }
  }

  private static int report(Path data, @Nullable DatabaseSettings settings, FileCheck files) {
    if (!Files.isDirectory(data)) {
      System.out.println(
          "There is no folder " + data + ". Set it with --secure-chat.storage.data=…");
      return 1;
    }
    boolean inUse = isInUse(data);
    var findings = findings(data, settings, files);
    // A server that starts meanwhile changes a file that was opened as unchanging.
    if (!findings.isEmpty() && !inUse && isInUse(data)) {
      findings = findings(data, settings, files);
    }
    findings.forEach(System.out::println);
    return findings.isEmpty() ? 0 : 1;
  }

  private static boolean isInUse(Path data) {
    return EmbeddedFile.in(data).filter(EmbeddedFile::isInUse).isPresent();
  }

  private static List<String> findings(
      Path data, @Nullable DatabaseSettings settings, FileCheck files) {
    var chains = new Chains();
    try (var folder = CheckedFolder.open(data, settings)) {
      List.of(new PepperCheck(), new ServerKeyCheck(), files, chains).forEach(folder::attempt);
      if (folder.findings().isEmpty()) {
        System.out.println(chains.summary);
      }
      return folder.findings();
    } catch (SQLException e) {
      return List.of("The database was not released.");
    }
  }

  /// Recomputes the logs' hash chains.
  private static final class Chains implements FolderCheck {

    private String summary = "";

    @Override
    public void run(CheckedFolder folder) throws SQLException {
      var database = folder.database();
      if (database.isEmpty()) {
        return;
      }
      var result = ChainCheck.run(database.get());
      for (var fault : result.faults()) {
        folder.report("The log of room " + fault.room() + " " + fault.words() + ".");
      }
      summary =
          "Nothing is wrong with %d room logs, %d entries, the keys and the database."
              .formatted(result.rooms(), result.entries());
    }
  }

  /// Only the settings: starts nothing of the server and creates no folder.
  @EnableConfigurationProperties(StorageSettings.class)
  @Import(Postgres.class)
  static class Parts {}

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("secure-chat.database.url")
  @EnableConfigurationProperties(DatabaseSettings.class)
  static class Postgres {}
}
