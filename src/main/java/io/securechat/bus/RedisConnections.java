package io.securechat.bus;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.securechat.problems.BadSetting;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/// This node's two connections to Redis or Valkey: one for commands, one for the subscription.
/// Commands fail at once while disconnected instead of waiting in a queue, and also when a hanging
/// server has filled the queue.
final class RedisConnections implements AutoCloseable {

  private static final int MIN_VERSION = 6;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int MAX_TRIES = 10;
  private static final int MAX_WAITING = 50_000;
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\d+)\\.");

  private final ClientResources resources;
  private final RedisClient client;
  private final ClusterSettings settings;
  final StatefulRedisConnection<String, String> commands;
  final StatefulRedisPubSubConnection<String, String> signals;

  private RedisConnections(
      ClientResources resources, RedisClient client, ClusterSettings settings) {
    this.resources = resources;
    this.client = client;
    this.settings = settings;
    this.commands = client.connect();
    this.signals = client.connectPubSub();
  }

  /// Connects, or throws a [BadSetting] with the reason. Retries after a timeout: a machine that
  /// starts everything at once needs more than [#TIMEOUT] for the first answer.
  static RedisConnections open(ClusterSettings settings) {
    for (int tries = 1; ; tries++) {
      try {
        return connect(settings);
      } catch (RedisException e) {
        if (tries == MAX_TRIES || !isLate(e)) {
          throw refused(settings, e);
        }
      }
    }
  }

  private static boolean isLate(RedisException e) {
    return e instanceof RedisCommandTimeoutException
        || e.getCause() instanceof RedisCommandTimeoutException;
  }

  private static BadSetting refused(ClusterSettings settings, RedisException e) {
    return new BadSetting(
        "Cannot connect to Redis at " + settings.redis() + ": " + cause(e),
        "Check that it runs and is reachable from here, and that"
            + " secure-chat.cluster.redis-password-file has its password.");
  }

  private static RedisConnections connect(ClusterSettings settings) {
    var resources =
        ClientResources.builder()
            .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
            .reconnectDelay(Delay.constant(Duration.ofMillis(250)))
            .build();
    var client = RedisClient.create(resources, address(settings));
    client.setOptions(
        ClientOptions.builder()
            .requestQueueSize(MAX_WAITING)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).keepAlive(true).build())
            .build());
    try {
      var link = new RedisConnections(resources, client, settings);
      link.requireVersion();
      return link;
    } catch (RedisException | BadSetting e) {
      shutDown(client, resources);
      throw e;
    }
  }

  private static String cause(RedisException e) {
    return String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
  }

  private static RedisURI address(ClusterSettings settings) {
    var address = RedisURI.create(Objects.requireNonNull(settings.redis()));
    address.setTimeout(TIMEOUT);
    String secret = settings.secret();
    if (!secret.isEmpty()) {
      address.setCredentialsProvider(
          RedisCredentialsProvider.from(() -> RedisCredentials.just(null, secret)));
    }
    return address;
  }

  /// Refuses old versions. Valkey also reports the Redis version it is compatible with.
  private void requireVersion() {
    var version = VERSION.matcher(commands.sync().info("server"));
    if (!version.find() || Integer.parseInt(version.group(1)) < MIN_VERSION) {
      throw new BadSetting(
          "The Redis at " + settings.redis() + " is too old",
          "Secure Chat needs Redis " + MIN_VERSION + " or newer, or Valkey.");
    }
  }

  String node() {
    return Objects.requireNonNull(settings.node());
  }

  String key(String name) {
    return settings.prefix() + ":" + name;
  }

  @Override
  public void close() {
    shutDown(client, resources);
  }

  private static void shutDown(RedisClient client, ClientResources resources) {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    resources.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly(2_000);
  }
}
