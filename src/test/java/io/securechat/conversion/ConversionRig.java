package io.securechat.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.securechat.SecureChatApplication;
import io.securechat.testing.Backends;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A PostgreSQL database for one test, and the command `convert` in a separate process.
record ConversionRig(Path data, String url) {

  static final String SECRET = "sesame-for-nobody";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /// The command's exit code and output.
  record Ended(int code, String said) {}

  static ConversionRig on(Path data) {
    return new ConversionRig(data, Backends.newDatabase("conversion_" + NAMES.incrementAndGet()));
  }

  Ended convert() throws IOException, InterruptedException {
    var process = begin();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  /// With a password in the environment, which PostgreSQL does not ask for.
  Process begin() throws IOException {
    return command(List.of("convert", "--to", url, "--secure-chat.storage.data=" + data));
  }

  private static Process command(List<String> arguments) throws IOException {
    var builder =
        ServerProcess.java(TestServer.newFolder(), SecureChatApplication.class, arguments);
    builder.environment().put("SECURE_CHAT_DATABASE_USER", "postgres");
    builder.environment().put("SECURE_CHAT_DATABASE_PASSWORD", SECRET);
    return builder.redirectErrorStream(true).start();
  }

  /// Runs the command in this process, so that a test can capture its output. Returns the exit
  /// code.
  int convertHere() {
    return Convert.run(
        new String[] {
          "convert",
          "--to=" + url,
          "--secure-chat.storage.data=" + data,
          "--secure-chat.database.user=postgres",
          "--secure-chat.database.password=" + SECRET
        });
  }

  String[] serverArguments() {
    return new String[] {
      "--secure-chat.database.url=" + url, "--secure-chat.database.user=postgres"
    };
  }

  Connection target() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "");
  }

  void execute(String... statements) throws SQLException {
    try (var target = target();
        var statement = target.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  long number(String sql) throws SQLException {
    try (var target = target();
        var statement = target.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Creates the tables as a server would, without rows.
  void migrate() {
    org.flywaydb.core.Flyway.configure()
        .dataSource(url, "postgres", "")
        .locations("classpath:db/migration", "classpath:db/postgresql")
        .outOfOrder(true)
        .load()
        .migrate();
  }

  /// Adds a trigger that changes each row that the conversion writes into a table.
  ///
  /// @param does statements of PL/pgSQL that may change `new`
  void onInsert(String table, String does) throws SQLException {
    migrate();
    execute(
        "create function on_insert() returns trigger language plpgsql as $$ begin "
            + does
            + " return new; end $$",
        "create trigger on_insert before insert on "
            + table
            + " for each row execute function on_insert()");
  }

  void undisturbed(String table) throws SQLException {
    execute("drop trigger on_insert on " + table);
  }
}
