package io.securechat.attachments;

import io.securechat.protocol.FileId;
import io.securechat.protocol.FileLayout;
import io.securechat.storage.BackUpPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.PropertyResolver;

/// Copies the files of the data folder for the command `back-up`. Files that are in the target
/// already are not copied again. Leaves unfinished uploads out, and files that were deleted after
/// the database was copied.
public final class FileBackUp implements BackUpPart {

  private record Row(FileId id, FileLayout layout) {}

  @Override
  public String copy(PropertyResolver settings, Connection copy, Path data, Path target)
      throws IOException, SQLException {
    run(copy, "delete from attachments_chunk");
    run(copy, "delete from attachments_file where state <> 1");
    Path folder = data.resolve(FileFolder.NAME);
    var rows = rows(copy);
    if (rows.isEmpty()) {
      return "";
    }
    if (settings.containsProperty(S3Settings.BUCKET)) {
      return "The files of messages are not in the data folder: back up their store by itself.";
    }
    if (!Files.isDirectory(folder)) {
      return "The files of messages are missing from the data folder.";
    }
    var from = new FileFolder(folder);
    var to = new FileFolder(target);
    int left = 0;
    for (var row : rows) {
      if (!from.copy(row.id(), row.layout(), to)) {
        remove(copy, row.id());
        left++;
      }
    }
    String gone = left == 0 ? "" : " " + left + " were deleted meanwhile, or are missing.";
    return "%s has the %d files of messages.%s".formatted(target, rows.size() - left, gone);
  }

  private static List<Row> rows(Connection copy) throws SQLException {
    var all = new ArrayList<Row>();
    try (var statement = copy.createStatement();
        var rows = statement.executeQuery("select file_id, size from attachments_file")) {
      while (rows.next()) {
        all.add(new Row(FileId.of(rows.getBytes(1)), new FileLayout(rows.getLong(2))));
      }
    }
    return all;
  }

  private static void remove(Connection copy, FileId file) throws SQLException {
    try (var statement = copy.prepareStatement("delete from attachments_file where file_id = ?")) {
      statement.setBytes(1, file.bytes());
      statement.executeUpdate();
    }
  }

  private static void run(Connection copy, String sql) throws SQLException {
    try (var statement = copy.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
