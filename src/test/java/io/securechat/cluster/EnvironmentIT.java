package io.securechat.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.SecureChatApplication;
import io.securechat.testing.Api;
import io.securechat.testing.Backends;
import io.securechat.testing.RedisProcess;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/// A node configured only by the variables of `compose.cluster.yaml`, and the jar's commands with
/// the same variables.
class EnvironmentIT {

  /// A shell variable with the default that Compose uses if it is not set.
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:-([^}]*)}");

  private static final String REDIS_PASSWORD = "of redis";

  private record Ended(int code, String said) {}

  private final Path folder = TestServer.newFolder();
  private RedisProcess redis;
  private Backends.Cluster cluster;
  private Map<String, String> variables;

  @BeforeEach
  void begin() throws IOException {
    redis = RedisProcess.guardedBy(REDIS_PASSWORD);
    cluster = Backends.newCluster(redis);
    variables = new HashMap<>(composed("first"));
    here("SERVER_PORT", Integer.toString(ServerProcess.freePort()));
    here("SECURE_CHAT_DATABASE_URL", cluster.url());
    here("SECURE_CHAT_CLUSTER_REDIS", "redis://127.0.0.1:" + redis.port());
    here("SECURE_CHAT_DATABASE_PASSWORD_FILE", secret("of the database"));
    here("SECURE_CHAT_CLUSTER_REDIS_PASSWORD_FILE", secret(REDIS_PASSWORD));
    // Beyond loopback, TLS can be off only with a trusted proxy.
    variables.put("SERVER_ADDRESS", "0.0.0.0");
    variables.put("SECURE_CHAT_STORAGE_DATA", folder.resolve("data").toString());
    variables.put("SECURE_CHAT_DATABASE_USER", "postgres");
    variables.put("SPRING_PROFILES_ACTIVE", "demo");
  }

  @AfterEach
  void end() {
    redis.close();
  }

  @Test
  void environmentVariablesConfigureANodeAndTheResetCommand() throws Exception {
    try (var node = ServerProcess.start(variables)) {
      TestModules.await(() -> node.log().contains("Secure Chat is open at https://localhost\n"));
      opens(node, run(variables, "reset-password", "alice"));
      opens(node, run(Map.of(), resetPasswordWithOptions()));
      assertThat(run(variables, "reset-password", "nobody").code()).isEqualTo(1);
    }
  }

  @Test
  void passwordFileThatIsNotThere() throws Exception {
    variables.put("SECURE_CHAT_DATABASE_PASSWORD_FILE", folder.resolve("nothing").toString());
    var ended = run(variables, "reset-password", "alice");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.said()).contains("The file with the database password cannot be read.");
  }

  @Test
  void backUpRefersPostgresToItsOwnTools() throws Exception {
    var target = folder.resolve("copy");
    var ended = run(variables, "back-up", target.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said()).contains("pg_dump");
    assertThat(target).doesNotExist();
  }

  private static void opens(ServerProcess node, Ended ended) {
    assertThat(ended.code()).as(ended.said()).isZero();
    var link = Pattern.compile("/reset#(\\S+)").matcher(ended.said());
    assertThat(link.find()).isTrue();
    var checked = new Api(node.uri()).post("/api/links/check", Map.of("token", link.group(1)));
    assertThat(checked.text("kind")).isEqualTo("reset");
  }

  private String[] resetPasswordWithOptions() {
    return new String[] {
      "reset-password",
      "alice",
      "--secure-chat.storage.data=" + variables.get("SECURE_CHAT_STORAGE_DATA"),
      "--secure-chat.database.url=" + cluster.url(),
      "--secure-chat.database.user=postgres"
    };
  }

  private Ended run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var builder = ServerProcess.java(folder, SecureChatApplication.class, List.of(arguments));
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private void here(String name, String value) {
    assertThat(variables.replace(name, value)).as(name).isNotNull();
  }

  private String secret(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "secret", ""), content + "\n").toString();
  }

  @SuppressWarnings("unchecked") // as the format of the file has it
  private static Map<String, String> composed(String service) throws IOException {
    Map<String, Object> file = new Yaml().load(Files.readString(Path.of("compose.cluster.yaml")));
    var services = (Map<String, Map<String, Object>>) file.get("services");
    var environment = (Map<String, String>) services.get(service).get("environment");
    environment.replaceAll((name, value) -> DEFAULT.matcher(value).replaceAll("$1"));
    return environment;
  }
}
