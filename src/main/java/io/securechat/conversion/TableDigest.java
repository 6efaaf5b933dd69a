package io.securechat.conversion;

import io.securechat.bytes.Sha256;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// A digest of a table's content, independent of the order of its rows: their number, and the sum
/// of their SHA-256 modulo 2^256. The order is ignored because databases sort text differently.
record TableDigest(long rows, BigInteger sum) {

  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);
  private static final int FETCHED = 500;
  private static final byte NULL = 0;
  private static final byte VALUE = 1;

  /// Reads a whole table. Needs a transaction, without which the driver would load all rows into
  /// memory.
  static TableDigest of(Table table, Connection database) throws SQLException {
    var hash = Sha256.digest();
    long rows = 0;
    var sum = BigInteger.ZERO;
    try (var statement = database.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (var row = statement.executeQuery(table.select())) {
        while (row.next()) {
          rows++;
          sum = sum.add(new BigInteger(1, ofRow(table, row, hash))).mod(LIMIT);
        }
      }
    }
    return new TableDigest(rows, sum);
  }

  private static byte[] ofRow(Table table, ResultSet row, MessageDigest hash) throws SQLException {
    for (int i = 0; i < table.kinds().size(); i++) {
      add(table.kinds().get(i).read(row, i + 1), hash);
    }
    return hash.digest();
  }

  /// Hashes the value with its length, so that rows cannot be confused by moving a value's end.
  private static void add(@Nullable Object value, MessageDigest hash) {
    if (value == null) {
      hash.update(NULL);
      return;
    }
    byte[] bytes = ColumnKind.bytes(value);
    hash.update(VALUE);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    hash.update(bytes);
  }
}
