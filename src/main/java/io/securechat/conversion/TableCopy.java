package io.securechat.conversion;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Copies tables in batches. Each batch is one transaction, which also records the progress.
final class TableCopy {

  /// A batch ends at this many bytes or at the maximum number of rows, whichever comes first.
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Connection source;
  private final Connection target;
  private final Marker marker;
  private final int maxRows;

  TableCopy(Connection source, Connection target, Marker marker, int maxRows) {
    this.source = source;
    this.target = target;
    this.marker = marker;
    this.maxRows = maxRows;
  }

  /// Copies the missing rows of a table.
  ///
  /// @param progress receives the total number of copied rows after each batch
  void run(Table table, LongConsumer progress) throws SQLException {
    var position = marker.position(table);
    try (var select = source.prepareStatement(table.selectBehind());
        var insert = target.prepareStatement(table.insert())) {
      select.setLong(1, position.last());
      try (var rows = select.executeQuery()) {
        while (true) {
          var next = batch(table, rows, insert, position);
          if (next.equals(position)) {
            return;
          }
          marker.move(table, next);
          target.commit();
          position = next;
          progress.accept(position.rows());
        }
      }
    }
  }

  /// Inserts the next batch; returns the same position if there are no more rows.
  private Marker.Position batch(
      Table table, ResultSet rows, PreparedStatement insert, Marker.Position from)
      throws SQLException {
    int count = 0;
    long bytes = 0;
    long last = from.last();
    int columns = table.kinds().size();
    while (count < maxRows && bytes < MAX_BYTES && rows.next()) {
      for (int i = 0; i < columns; i++) {
        var value = table.kinds().get(i).read(rows, i + 1);
        table.kinds().get(i).write(insert, i + 1, value);
        bytes += size(value);
      }
      last = rows.getLong(columns + 1);
      insert.addBatch();
      count++;
    }
    if (count > 0) {
      insert.executeBatch();
    }
    return new Marker.Position(last, from.rows() + count);
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> bytes.length;
      case String text -> text.length();
      case null, default -> Long.BYTES;
    };
  }
}
