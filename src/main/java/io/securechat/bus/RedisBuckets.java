package io.securechat.bus;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.securechat.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Token buckets in Redis. Each is stored as the time, by Redis's clock, at which it will be full
/// again.
///
/// Keys are hashed because they contain usernames and addresses.
final class RedisBuckets implements Buckets {

  private static final Logger log = LoggerFactory.getLogger(RedisBuckets.class);
  private static final long RETRY_NANOS = 2_000_000_000;
  private static final String NOW =
      """
      local t = redis.call('time')
      local now = t[1] * 1000 + math.floor(t[2] / 1000)
      local full = tonumber(redis.call('get', KEYS[1]) or now)
      """;
  private static final String SPEND =
      NOW
          + """
          full = math.max(full, now) + tonumber(ARGV[1])
          local wait = full - now - tonumber(ARGV[2])
          if wait > 0 then return wait end
          redis.call('set', KEYS[1], string.format('%d', full), 'px', string.format('%d', full - now))
          return 0
          """;
  private static final String GIVE_BACK =
      NOW
          + """
          full = full - tonumber(ARGV[1])
          if full <= now then return redis.call('del', KEYS[1]) end
          redis.call('set', KEYS[1], string.format('%d', full), 'px', string.format('%d', full - now))
          return 0
          """;

  private final RedisConnections link;
  private final Bus bus;
  private volatile long failed = System.nanoTime() - RETRY_NANOS;

  RedisBuckets(RedisConnections link, Bus bus) {
    this.link = link;
    this.bus = bus;
  }

  @Override
  public OptionalLong spend(String key, long each, long period) {
    return run(SPEND, key, Long.toString(each), Long.toString(period));
  }

  @Override
  public void giveBack(String key, long each) {
    run(GIVE_BACK, key, Long.toString(each));
  }

  @Override
  public void restore(String key) {
    run("return redis.call('del', KEYS[1])", key);
  }

  private OptionalLong run(String script, String key, String... values) {
    // A hanging Redis must not delay every log-in until the bus notices, nor delay one log-in
    // several times.
    if (!bus.isUp() || System.nanoTime() - failed < RETRY_NANOS) {
      return OptionalLong.empty();
    }
    try {
      String[] keys = {link.key("bucket:" + hashed(key))};
      Long answer = link.commands.sync().eval(script, ScriptOutputType.INTEGER, keys, values);
      return OptionalLong.of(answer);
    } catch (RedisException e) {
      failed = System.nanoTime();
      log.debug("Shared buckets unavailable, this node counts alone: {}", e.getClass().getName());
      return OptionalLong.empty();
    }
  }

  private static String hashed(String key) {
    byte[] hash = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
