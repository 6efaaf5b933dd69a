package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.storage.CheckedFolder;
import io.securechat.storage.FolderCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// Compares the files of a data folder, or of the bucket that the settings name, with the database.
/// Checks nothing where the folder has none.
public final class FileCheck implements FolderCheck {

  private final Environment settings;

  public FileCheck(Environment settings) {
    this.settings = settings;
  }

  @Override
  public void run(CheckedFolder checked) throws SQLException {
    var database = checked.database();
    if (database.isEmpty()) {
      return;
    }
    if (settings.containsProperty(S3Settings.BUCKET)) {
      var s3 = Binder.get(settings).bindOrCreate(S3Settings.NAME, S3Settings.class);
      try (var bucket = new S3Files(s3)) {
        compare(checked, database.get(), bucket, s3.toString());
      }
      return;
    }
    Path root = checked.root().resolve(FileFolder.NAME);
    if (Files.isDirectory(root)) {
      compare(checked, database.get(), new FileFolder(root), root.toString());
    }
  }

  private static void compare(
      CheckedFolder checked, Connection database, FileStore store, String where)
      throws SQLException {
    var known = new HashSet<FileId>();
    try {
      long missing = missing(database, store, known);
      if (missing > 0) {
        checked.report(
            "Files of messages that are missing from %s or have another size: %d. Restore them from your back-up."
                .formatted(where, missing));
      }
      long orphans = orphans(store, known);
      if (orphans > 0) {
        checked.report(
            "Files in %s that no message names: %d. The server removes them at its next start."
                .formatted(where, orphans));
      }
    } catch (IOException e) {
      checked.report(
          "The files of messages in %s cannot be read: %s.".formatted(where, e.getMessage()));
    }
  }

  /// Adds all files that the database knows to `known`.
  private static long missing(Connection database, FileStore store, Set<FileId> known)
      throws SQLException, IOException {
    long missing = 0;
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("select file_id, size, state from attachments_file")) {
      while (rows.next()) {
        var file = FileId.of(rows.getBytes("file_id"));
        known.add(file);
        boolean isComplete = rows.getInt("state") == 1;
        if (isComplete && !store.has(file, new FileLayout(rows.getLong("size")))) {
          missing++;
        }
      }
    }
    return missing;
  }

  private static long orphans(FileStore store, Set<FileId> known) throws IOException {
    var found = new HashSet<FileId>();
    store.list(file -> {
      if (!known.contains(file)) {
        found.add(file);
      }
    });
    return found.size();
  }
}
