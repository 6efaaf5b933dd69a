package io.securechat.conversion;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/// How values of a column are read from either database, written and hashed, by the column's type
/// in PostgreSQL.
enum ColumnKind {
  BYTES(Types.BINARY),
  TEXT(Types.VARCHAR),
  /// Text that PostgreSQL pads with spaces, which are insignificant.
  PADDED(Types.VARCHAR),
  NUMBER(Types.BIGINT),
  BOOLEAN(Types.BOOLEAN);

  private final int sqlType;

  ColumnKind(int sqlType) {
    this.sqlType = sqlType;
  }

  /// @param type as in `information_schema.columns.udt_name`
  static ColumnKind of(String type) throws SQLException {
    return switch (type) {
      case "bytea" -> BYTES;
      case "text", "varchar" -> TEXT;
      case "bpchar" -> PADDED;
      case "int2", "int4", "int8" -> NUMBER;
      case "bool" -> BOOLEAN;
      default -> throw new SQLException("convert does not support columns of type " + type);
    };
  }

  /// The value in a form that is the same for both databases.
  @Nullable Object read(ResultSet row, int column) throws SQLException {
    Object value =
        switch (this) {
          case BYTES -> row.getBytes(column);
          case TEXT -> row.getString(column);
          case PADDED -> stripped(row.getString(column));
          case NUMBER -> row.getLong(column);
          case BOOLEAN -> row.getBoolean(column);
        };
    return row.wasNull() ? null : value;
  }

  private static @Nullable String stripped(@Nullable String text) {
    return text == null ? null : text.replaceFirst(" +$", "");
  }

  void write(PreparedStatement insert, int parameter, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> insert.setNull(parameter, sqlType);
      case byte[] bytes -> insert.setBytes(parameter, bytes);
      case String text -> insert.setString(parameter, text);
      case Long number -> insert.setLong(parameter, number);
      case Boolean truth -> insert.setBoolean(parameter, truth);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  /// The bytes of a value as input to hashes.
  static byte[] bytes(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      default -> value.toString().getBytes(StandardCharsets.US_ASCII);
    };
  }
}
