package io.securechat.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A real PostgreSQL and a real Redis on free ports of loopback, started once for all tests of a
/// JVM and ended with it. Each [Cluster] has a database and a prefix of its own.
public final class Backends {

  private static final AtomicInteger CLUSTERS = new AtomicInteger();

  private Backends() {}

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("synchronous_commit", "on")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// What two nodes have in common.
  public record Cluster(String url, String prefix, RedisProcess redis) {

    /// What a node is started with.
    public List<String> arguments(String node) {
      return List.of(
          "--secure-chat.database.url=" + url,
          "--secure-chat.database.user=postgres",
          "--secure-chat.cluster.redis=redis://127.0.0.1:" + redis.port(),
          "--secure-chat.cluster.prefix=" + prefix,
          "--secure-chat.cluster.node=" + node);
    }
  }

  public static Cluster newCluster(RedisProcess redis) {
    String name = "cluster_" + CLUSTERS.incrementAndGet();
    return new Cluster(newDatabase(name), name.replace('_', '-'), redis);
  }

  /// An empty database's address; its user is `postgres`, without a password.
  public static String newDatabase(String name) {
    try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
      return "jdbc:postgresql://localhost:" + Postgres.SERVER.getPort() + "/" + name;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
