package io.securechat.bus;

import io.securechat.problems.BadSetting;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What a server of several nodes has between them. Without `redis` it is one node.
///
/// @param redis `redis://host:port` or `rediss://host:port`, without a password in it
/// @param redisPasswordFile a file that holds the password and nothing else; goes before
///   `redisPassword`
/// @param node this node's name, another for each
/// @param prefix what all keys and the channel begin with, for a Redis that others use, too
@Validated
@ConditionalOnProperty(ClusterSettings.REDIS)
@ConfigurationProperties("secure-chat.cluster")
record ClusterSettings(
    @Pattern(
            regexp = "rediss?://[^@]+",
            message =
                "must look like redis://host:6379; a password belongs into"
                    + " secure-chat.cluster.redis-password-file")
        String redis,
    @Nullable String redisPassword,
    @Nullable Path redisPasswordFile,
    @DefaultValue("")
        @Pattern(
            regexp = "[a-z0-9-]{1,32}",
            message = "must name this node: 1 to 32 of a to z, 0 to 9 and -")
        String node,
    @DefaultValue("secure-chat") @Pattern(regexp = "[a-z0-9-]{1,64}") String prefix) {

  static final String REDIS = "secure-chat.cluster.redis";

  /// The password from wherever it lies; empty where Redis asks for none.
  String secret() {
    if (redisPasswordFile == null) {
      return redisPassword == null ? "" : redisPassword;
    }
    try {
      return Files.readString(redisPasswordFile).strip();
    } catch (IOException e) {
      throw new BadSetting(
          "The file with the password of Redis cannot be read",
          "Point secure-chat.cluster.redis-password-file at a file that this user may read.");
    }
  }

  @Override
  public String toString() {
    return "node " + node + " at " + redis;
  }
}
