package io.securechat.storage;

/// The database in use.
public enum Dialect {
  /// The embedded database: one process, one writer at a time.
  SQLITE,
  /// Several concurrent writers, on one node or on several. A transaction that decides on what it
  /// reads must lock it.
  POSTGRESQL;

  /// Whether others can write between a read and a write of the same transaction.
  public boolean hasOtherWriters() {
    return this == POSTGRESQL;
  }

  /// Where Flyway finds this database's migrations.
  String[] migrations() {
    return switch (this) {
      case SQLITE -> new String[] {"classpath:db/migration"};
      case POSTGRESQL -> new String[] {"classpath:db/migration", "classpath:db/postgresql"};
    };
  }
}
