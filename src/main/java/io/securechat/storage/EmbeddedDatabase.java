package io.securechat.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.securechat.problems.BadSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// The embedded database: one SQLite file with a write-ahead log, synced at every commit, so that
/// committed data survives a power failure.
///
/// SQLite has one writer at a time. Read-write transactions use the only connection that can write;
/// everything else uses read-only connections, so that a write outside of a transaction fails at
/// once instead of racing.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = DatabaseSettings.URL, havingValue = "embedded", matchIfMissing = true)
class EmbeddedDatabase {

  static final String FILE = "secure-chat.db";

  private static final int BUSY_MILLIS = 5_000;
  private static final int BRIEF_MILLIS = 50;

  /// Page cache of the connection that writes, and size at which the write-ahead log is
  /// checkpointed: larger values write pages that change often only once. With SQLite's defaults (2
  /// MB and 4 MB) a busy server accepts a quarter fewer messages.
  private static final int CACHED_KB = 32 * 1024;

  static final int CHECKPOINT_PAGES = 8_000;
  private static final long MAX_LOG_BYTES = 64L * 1024 * 1024;

  /// For servers alone: commands work beside one.
  @Bean(destroyMethod = "close")
  @ConditionalOnWebApplication
  static FolderLock folderLock(StorageSettings settings) {
    return FolderLock.take(settings.data().toAbsolutePath().normalize());
  }

  @Bean(destroyMethod = "close")
  @FlywayDataSource
  HikariDataSource writer(DataFolder folder, DiskReserve reserve) {
    require(folder);
    HikariConfig config = pool("writer", folder, writing(), 1);
    config.setExceptionOverride(new FullDiskObserver(reserve));
    return new HikariDataSource(config);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource readers(DataFolder folder, StorageSettings settings, HikariDataSource writer) {
    HikariConfig config = pool("readers", folder, common(), settings.readers());
    config.setConnectionInitSql("pragma query_only = true");
    return new HikariDataSource(config);
  }

  /// Routes to the right pool. The connection is fetched at the first statement, when it is known
  /// whether the transaction is read-only.
  @Bean
  @Primary
  DataSource dataSource(HikariDataSource writer, HikariDataSource readers, DiskReserve reserve) {
    AbstractRoutingDataSource routing = routing(reserve);
    routing.setTargetDataSources(Map.of(true, writer, false, readers));
    routing.afterPropertiesSet();
    LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
    lazy.setTargetDataSource(routing);
    // Otherwise each read-only transaction would tell SQLite's driver, which throws an exception.
    lazy.setReadOnlyDataSource(readers);
    lazy.setDefaultAutoCommit(true);
    lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    return lazy;
  }

  private static AbstractRoutingDataSource routing(DiskReserve reserve) {
    return new AbstractRoutingDataSource() {
      @Override
      protected Boolean determineCurrentLookupKey() {
        return TransactionSynchronizationManager.isActualTransactionActive()
            && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
      }

      @Override
      public Connection getConnection() throws SQLException {
        if (determineCurrentLookupKey()) {
          reserve.requireRoom();
        }
        return super.getConnection();
      }
    };
  }

  @Bean(destroyMethod = "close")
  WriteAheadLogEraser erasedData(DataFolder folder) {
    SQLiteConfig config = writing();
    config.setBusyTimeout(BRIEF_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + folder.owned(FILE));
    return new WriteAheadLogEraser(source);
  }

  @Bean
  Dialect dialect() {
    return Dialect.SQLITE;
  }

  /// Opens the database once, before anything depends on it, to explain problems in plain words.
  private static void require(DataFolder folder) {
    var source = new SQLiteDataSource(writing());
    source.setUrl("jdbc:sqlite:" + folder.owned(FILE));
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("begin immediate");
      statement.execute("rollback");
    } catch (SQLException e) {
      throw new BadSetting(
          "The database " + folder.file(FILE) + " cannot be used: " + firstLine(e),
          "Check that the server's user owns it and all files beside it, that the disk has space and"
              + " that no other process locks it. If it is damaged, restore it from your back-up.");
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  private static SQLiteConfig writing() {
    SQLiteConfig config = common();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setCacheSize(-CACHED_KB);
    // Overwrites deleted data in the file: keys, locks and ended sessions.
    config.setPragma(Pragma.SECURE_DELETE, "on");
    config.setPragma(Pragma.WAL_AUTOCHECKPOINT, Integer.toString(CHECKPOINT_PAGES));
    config.setPragma(Pragma.JOURNAL_SIZE_LIMIT, Long.toString(MAX_LOG_BYTES));
    return config;
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    return config;
  }

  private static HikariConfig pool(String name, DataFolder folder, SQLiteConfig sqlite, int size) {
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    source.setUrl("jdbc:sqlite:" + folder.owned(FILE));
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(2L * BUSY_MILLIS);
    return config;
  }
}
