package io.securechat.storage;

import io.securechat.problems.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A data folder and its database, opened for the command `check`, and the findings. Changes
/// nothing, and may be open while a server runs.
public final class CheckedFolder implements AutoCloseable {

  private final Path root;
  private final List<String> findings = new ArrayList<>();
  private @Nullable Connection database;

  private CheckedFolder(Path root) {
    this.root = root;
  }

  /// Opens the folder and reports what is wrong with permissions, the database file and its
  /// version.
  ///
  /// @param settings null for the embedded database
  public static CheckedFolder open(Path root, @Nullable DatabaseSettings settings) {
    var folder = new CheckedFolder(root.toAbsolutePath().normalize());
    folder.attempt(AccessCheck::run);
    folder.attempt(opened -> opened.openDatabase(settings));
    return folder;
  }

  private void openDatabase(@Nullable DatabaseSettings settings) throws SQLException {
    var snapshot =
        settings == null
            ? DatabaseSnapshot.of(EmbeddedFile.in(root).orElseThrow(this::noDatabase))
            : DatabaseSnapshot.of(settings);
    var connection = snapshot.open();
    if (snapshot.examine(connection, this::report)) {
      database = connection;
    } else {
      connection.close();
    }
  }

  private BadSetting noDatabase() {
    return new BadSetting(
        "There is no database in " + root, "Set the folder with --secure-chat.storage.data=…");
  }

  /// Runs a check; its failure is a finding.
  public void attempt(FolderCheck check) {
    try {
      check.run(this);
    } catch (BadSetting e) {
      report(e.getMessage() + ". " + e.remedy());
    } catch (SQLException | RuntimeException e) {
      report("The database cannot be read: " + firstLine(e) + ".");
    }
  }

  private static String firstLine(Exception e) {
    String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return words.isEmpty() ? e.getClass().getSimpleName() : words.replaceFirst("\\.$", "");
  }

  /// Adds a finding, a whole sentence.
  public void report(String finding) {
    findings.add(finding);
  }

  public List<String> findings() {
    return List.copyOf(findings);
  }

  public Path root() {
    return root;
  }

  /// A read-only transaction; empty if the database cannot be used, which was reported.
  public Optional<Connection> database() {
    return Optional.ofNullable(database);
  }

  /// The content of a private file; reports if it is missing or cannot be read.
  public Optional<byte[]> read(String name) {
    Path file = root.resolve(name);
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(Files.readAllBytes(file));
      }
      report("The file " + name + " is missing from " + root + ". Restore it from your back-up.");
    } catch (IOException e) {
      report(
          "The file %s cannot be read by the user %s."
              .formatted(file, System.getProperty("user.name")));
    }
    return Optional.empty();
  }

  /// Reports if a private file is not the one that the database was created with.
  ///
  /// @param fingerprint as for [Fingerprints#require]
  public void compare(String name, byte[] fingerprint) throws SQLException {
    if (database == null) {
      return;
    }
    try (var query =
        database.prepareStatement("select fingerprint from storage_file where name = ?")) {
      query.setString(1, name);
      try (var row = query.executeQuery()) {
        if (row.next() && !Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
          report(
              "The file "
                  + name
                  + " is not the one that belongs to this database. Restore it from your back-up.");
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    if (database != null) {
      database.close();
    }
  }
}
