package io.securechat.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL and a real Redis on free ports of loopback, started once for all tests of a
/// JVM and stopped with it. Each [Cluster] has its own database and prefix.
public final class Backends {

  private static final AtomicInteger CLUSTERS = new AtomicInteger();

  private Backends() {}

  /// Keeps its data and port across restarts.
  private static final class Postgres {
    static final Path DATA = TestServer.newFolder();
    static EmbeddedPostgres server = start(0);

    static EmbeddedPostgres start(int port) {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectory(DATA)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("synchronous_commit", "on")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What two nodes share.
  public record Cluster(String url, String prefix, RedisProcess redis) {

    /// The arguments of a node.
    public List<String> arguments(String node) {
      return List.of(
          "--secure-chat.database.url=" + url,
          "--secure-chat.database.user=postgres",
          "--secure-chat.cluster.redis=redis://127.0.0.1:" + redis.port(),
          "--secure-chat.cluster.prefix=" + prefix,
          "--secure-chat.cluster.node=" + node);
    }
  }

  /// Stops PostgreSQL, runs something meanwhile, and starts it again.
  public static void restartPostgres(Runnable meanwhile) {
    int port = Postgres.server.getPort();
    try {
      Postgres.server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    meanwhile.run();
    Postgres.server = Postgres.start(port);
  }

  public static Cluster newCluster(RedisProcess redis) {
    String name = "cluster_" + CLUSTERS.incrementAndGet();
    return new Cluster(newDatabase(name), name.replace('_', '-'), redis);
  }

  /// The URL of an empty database; its user is `postgres`, without a password.
  public static String newDatabase(String name) {
    try (var connection = Postgres.server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return "jdbc:postgresql://localhost:" + Postgres.server.getPort() + "/" + name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
