package io.securechat.bus;

import io.securechat.problems.BadSetting;
import io.securechat.storage.Dialect;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Chooses between a single node and several nodes connected by Redis. A single node uses no part
/// of Redis.
final class BusConfiguration {

  private BusConfiguration() {}

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = ClusterSettings.REDIS, havingValue = "none", matchIfMissing = true)
  static class Alone {

    @Bean
    Bus bus() {
      return Bus.alone();
    }

    @Bean
    NodeRegistry registry() {
      return NodeRegistry.ALONE;
    }

    @Bean
    Buckets buckets() {
      return Buckets.NONE;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(ClusterSettings.REDIS)
  static class Together {

    @Bean(destroyMethod = "close")
    RedisConnections redisLink(ClusterSettings settings, Dialect dialect) {
      if (!dialect.hasOtherWriters()) {
        throw new BadSetting(
            "Several nodes need one database for all of them",
            "Set secure-chat.database.url to a PostgreSQL database, or remove secure-chat.cluster.redis.");
      }
      return RedisConnections.open(settings);
    }

    @Bean
    RedisBus bus(RedisConnections link) {
      return new RedisBus(link);
    }

    @Bean(destroyMethod = "leave")
    RedisNodeRegistry registry(RedisConnections link, RedisBus bus) {
      return new RedisNodeRegistry(link, bus);
    }

    @Bean
    RedisBuckets buckets(RedisConnections link, RedisBus bus) {
      return new RedisBuckets(link, bus);
    }
  }
}
