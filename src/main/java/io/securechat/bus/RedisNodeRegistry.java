package io.securechat.bus;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.securechat.problems.BadSetting;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Node registry in Redis: a lease and a hash per node, both of which expire 15 seconds after the
/// node last renewed them.
///
/// The lease also prevents two nodes from using the same name.
final class RedisNodeRegistry implements NodeRegistry {

  private static final Logger log = LoggerFactory.getLogger(RedisNodeRegistry.class);
  private static final long LEASE_MILLIS = 15_000;
  private static final long POLL_NANOS = 500_000_000;
  private static final String RENEW =
      """
      local holder = redis.call('get', KEYS[1])
      if holder and holder ~= ARGV[1] then return 0 end
      redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
      redis.call('pexpire', KEYS[2], ARGV[2])
      redis.call('sadd', KEYS[3], ARGV[3])
      return 1
      """;

  private final RedisConnections link;
  private final String token = UUID.randomUUID().toString();
  private final Map<String, String> mine = new ConcurrentHashMap<>();
  private volatile boolean stale = true;

  RedisNodeRegistry(RedisConnections link, Bus bus) {
    this.link = link;
    claim();
    // A restarted Redis has lost this node's entries.
    bus.onResync(() -> stale = true);
  }

  /// Acquires the lease; waits for its expiry in case the node was killed a moment ago.
  private void claim() {
    long end = System.nanoTime() + (LEASE_MILLIS + 1_000) * 1_000_000;
    var free = SetArgs.Builder.nx().px(LEASE_MILLIS);
    while (link.commands.sync().set(lease(link.node()), token, free) == null) {
      if (System.nanoTime() > end) {
        throw new BadSetting(
            "Another node named " + link.node() + " is running",
            "Give each node a name of its own with secure-chat.cluster.node.");
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void put(String name, String value) {
    mine.put(name, value);
    tried(() -> {
      var _ = link.commands.async().hset(hash(link.node()), name, value);
    });
  }

  @Override
  public void remove(String name) {
    mine.remove(name);
    tried(() -> {
      var _ = link.commands.async().hdel(hash(link.node()), name);
    });
  }

  /// Does not wait for the reply: with a hanging Redis, it would block the scheduler for all other
  /// tasks.
  @Scheduled(fixedDelay = 5_000)
  void renew() {
    tried(() -> {
      if (stale) {
        stale = false;
        rewrite();
      }
      String[] keys = {lease(link.node()), hash(link.node()), nodes()};
      link.commands
          .async()
          .<Long>eval(
              RENEW,
              ScriptOutputType.INTEGER,
              keys,
              token,
              Long.toString(LEASE_MILLIS),
              link.node())
          .whenComplete(this::renewed);
    });
  }

  private void renewed(@Nullable Long renewed, @Nullable Throwable failure) {
    if (failure != null) {
      stale = true;
    } else if (renewed != null && renewed == 0) {
      log.error("Another node uses the name {}. Stop one of the two.", link.node());
    }
  }

  private void rewrite() {
    var redis = link.commands.async();
    var _ = redis.del(hash(link.node()));
    var all = new HashMap<>(mine);
    if (!all.isEmpty()) {
      var _ = redis.hset(hash(link.node()), all);
    }
  }

  @Override
  public Optional<Map<String, Map<String, String>>> others() {
    try {
      var redis = link.commands.sync();
      var others = new HashMap<String, Map<String, String>>();
      for (String node : redis.smembers(nodes())) {
        if (node.equals(link.node())) {
          continue;
        }
        if (redis.exists(lease(node)) > 0) {
          others.put(node, redis.hgetall(hash(node)));
        } else {
          redis.srem(nodes(), node);
        }
      }
      return Optional.of(others);
    } catch (RedisException e) {
      return Optional.empty();
    }
  }

  void leave() {
    tried(() -> link.commands.sync().del(lease(link.node()), hash(link.node())));
  }

  private void tried(Runnable work) {
    try {
      work.run();
    } catch (RedisException e) {
      stale = true;
    }
  }

  private String lease(String node) {
    return link.key("node:" + node);
  }

  private String hash(String node) {
    return link.key("roll:" + node);
  }

  private String nodes() {
    return link.key("nodes");
  }
}
