package io.securechat.conversion;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Determines which tables to copy, in an order in which foreign keys refer only to tables copied
/// before.
final class Tables {

  private static final String HISTORY = "flyway_schema_history";

  private Tables() {}

  /// The source's tables.
  ///
  /// @throws SQLException if the target has other ones, or other columns
  static List<Table> of(Connection source, Connection target) throws SQLException {
    var known = targetColumns(target);
    var tables = new ArrayList<Table>();
    for (String name : ordered(source)) {
      var kinds = known.remove(name);
      var columns = strings(source, "select name from pragma_table_info(?) order by cid", name);
      if (kinds == null || !kinds.keySet().equals(new HashSet<>(columns))) {
        throw new SQLException("the table " + name + " has other columns in PostgreSQL");
      }
      tables.add(new Table(name, columns, columns.stream().map(kinds::get).toList()));
    }
    if (!known.isEmpty()) {
      throw new SQLException("PostgreSQL has additional tables: " + known.keySet());
    }
    return tables;
  }

  private static List<String> ordered(Connection source) throws SQLException {
    var waiting =
        strings(
            source,
            """
            select name from sqlite_schema
            where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name <> ?
            order by name
            """,
            HISTORY);
    Map<String, Set<String>> before = new HashMap<>();
    for (String name : waiting) {
      var referred = strings(source, "select \"table\" from pragma_foreign_key_list(?)", name);
      before.put(name, new HashSet<>(referred));
      before.get(name).remove(name);
    }
    var ordered = new ArrayList<String>();
    while (ordered.size() < before.size()) {
      var next =
          waiting.stream()
              .filter(name -> !ordered.contains(name) && ordered.containsAll(before.get(name)))
              .toList();
      if (next.isEmpty()) {
        throw new SQLException("the foreign keys of some tables form a cycle");
      }
      ordered.addAll(next);
    }
    return ordered;
  }

  private static Map<String, Map<String, ColumnKind>> targetColumns(Connection target)
      throws SQLException {
    var tables = new HashMap<String, Map<String, ColumnKind>>();
    try (var statement =
        target.prepareStatement(
            """
            select table_name, column_name, udt_name from information_schema.columns
            where table_schema = current_schema() and table_name not in (?, ?)
            """)) {
      statement.setString(1, HISTORY);
      statement.setString(2, Marker.TABLE);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          tables
              .computeIfAbsent(rows.getString("table_name"), _ -> new LinkedHashMap<>())
              .put(rows.getString("column_name"), ColumnKind.of(rows.getString("udt_name")));
        }
      }
    }
    return tables;
  }

  /// Whether a database is empty: without tables, or only with those of the migrations and without
  /// rows.
  static boolean areEmpty(Connection target) throws SQLException {
    var names =
        strings(
            target,
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'f')
              and c.relname <> ?
            """,
            Marker.TABLE);
    if (!names.isEmpty() && !names.remove(HISTORY)) {
      return false;
    }
    for (String name : names) {
      try (var statement = target.createStatement();
          var row = statement.executeQuery("select 1 from " + Table.quoted(name) + " limit 1")) {
        if (row.next()) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<String> strings(Connection database, String sql, String parameter)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (var rows = statement.executeQuery()) {
        var found = new ArrayList<String>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    }
  }
}
