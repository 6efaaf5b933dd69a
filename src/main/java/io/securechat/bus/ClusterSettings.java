package io.securechat.bus;

import io.securechat.problems.BadSetting;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings that connect several nodes. Without `redis` the server is a single node.
///
/// @param redis `redis://host:port` or `rediss://host:port`, without a password
/// @param redisPasswordFile file with the password only; takes precedence over `redisPassword`
/// @param node this node's name, unique among the nodes
/// @param prefix prefix of all keys and of the channel, for a Redis shared with other software
@Validated
@ConfigurationProperties("secure-chat.cluster")
record ClusterSettings(
    @Pattern(
            regexp = "rediss?://[^@]+",
            message =
                "must look like redis://host:6379, without a password; set that with"
                    + " secure-chat.cluster.redis-password-file")
        @Nullable String redis,
    @Nullable String redisPassword,
    @Nullable Path redisPasswordFile,
    @Pattern(regexp = "[a-z0-9-]{1,32}", message = NODE) @Nullable String node,
    @DefaultValue("secure-chat") @Pattern(regexp = "[a-z0-9-]{1,64}") String prefix) {

  static final String REDIS = "secure-chat.cluster.redis";

  private static final String NODE = "must name this node: 1 to 32 of a to z, 0 to 9 and -";

  ClusterSettings {
    if (redis != null && node == null) {
      throw new BadSetting("secure-chat.cluster.node is missing", "It " + NODE + ".");
    }
  }

  /// The password from the file or the setting; empty if there is none.
  String secret() {
    if (redisPasswordFile == null) {
      return redisPassword == null ? "" : redisPassword;
    }
    try {
      return Files.readString(redisPasswordFile).strip();
    } catch (IOException e) {
      throw new BadSetting(
          "The file with the Redis password cannot be read",
          "Point secure-chat.cluster.redis-password-file at a file that this user may read.");
    }
  }

  @Override
  public String toString() {
    return "node " + node + " at " + redis;
  }
}
