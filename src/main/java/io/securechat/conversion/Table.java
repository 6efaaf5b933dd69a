package io.securechat.conversion;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A table that both databases have, with its columns in the same order.
///
/// @param kinds one for each column
record Table(String name, List<String> columns, List<ColumnKind> kinds) {

  Table {
    if (columns.isEmpty() || columns.size() != kinds.size()) {
      throw new IllegalArgumentException(name);
    }
  }

  /// Selects rows in SQLite's order, after a given one.
  String selectBehind() {
    return "select %s, rowid from %s where rowid > ? order by rowid"
        .formatted(list(), quoted(name));
  }

  String select() {
    return "select %s from %s".formatted(list(), quoted(name));
  }

  String insert() {
    String values = String.join(", ", Collections.nCopies(columns.size(), "?"));
    return "insert into %s (%s) values (%s)".formatted(quoted(name), list(), values);
  }

  String count() {
    return "select count(*) from " + quoted(name);
  }

  private String list() {
    return columns.stream().map(Table::quoted).collect(Collectors.joining(", "));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
