package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.storage.CheckedFolder;
import io.securechat.storage.FolderCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.env.PropertyResolver;

/// Compares the files of a data folder with its database. Checks nothing where the folder has none,
/// or where they are in another store.
public final class FileCheck implements FolderCheck {

  private final boolean elsewhere;

  public FileCheck(PropertyResolver settings) {
    this.elsewhere = settings.containsProperty(S3Settings.BUCKET);
  }

  @Override
  public void run(CheckedFolder checked) throws SQLException {
    Path root = checked.root().resolve(FileFolder.NAME);
    var database = checked.database();
    if (elsewhere || database.isEmpty() || !Files.isDirectory(root)) {
      return;
    }
    var folder = new FileFolder(root);
    var known = new HashSet<FileId>();
    long missing = missing(database.get(), folder, known);
    if (missing > 0) {
      checked.report(
          "Files of messages that are missing from %s or have another size: %d. Restore them from your back-up."
              .formatted(root, missing));
    }
    long orphans = orphans(folder, known);
    if (orphans > 0) {
      checked.report(
          "Files in %s that no message names: %d. The server removes them at its next start."
              .formatted(root, orphans));
    }
  }

  /// Adds all files that the database knows to `known`.
  private static long missing(Connection database, FileFolder folder, Set<FileId> known)
      throws SQLException {
    long missing = 0;
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("select file_id, size, state from attachments_file")) {
      while (rows.next()) {
        var file = FileId.of(rows.getBytes("file_id"));
        known.add(file);
        boolean isComplete = rows.getInt("state") == 1;
        if (isComplete && !folder.has(file, new FileLayout(rows.getLong("size")))) {
          missing++;
        }
      }
    }
    return missing;
  }

  private static long orphans(FileFolder folder, Set<FileId> known) {
    var found = new HashSet<FileId>();
    try {
      folder.list(file -> {
        if (!known.contains(file)) {
          found.add(file);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.size();
  }
}
