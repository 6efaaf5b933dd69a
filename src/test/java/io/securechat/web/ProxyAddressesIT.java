package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.RawHttp;
import io.securechat.testing.ServerProcess;
import io.securechat.testing.TestModules;
import io.securechat.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Proxies with host names. Cookies show who is trusted: with `X-Forwarded-Proto: https` they are
/// marked `Secure`.
@Execution(ExecutionMode.CONCURRENT)
class ProxyAddressesIT {

  private static final String REQUEST = "GET /login HTTP/1.1\nHost: x\nX-Forwarded-Proto: https";

  /// A recreated container gets another address. The JVM's DNS cache has its default settings in
  /// this test.
  @Test
  void aProxyThatChangesItsAddressIsBelievedWithinAMinute() throws IOException {
    Path hosts = Files.createTempFile("hosts", "");
    Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.6 changes.test\n127.0.0.7 stays.test\n");
    var environment =
        Map.of(
            "SERVER_PORT",
            Integer.toString(ServerProcess.freePort()),
            "SECURE_CHAT_STORAGE_DATA",
            TestServer.newFolder().toString(),
            "SECURE_CHAT_PROXY",
            "changes.test, stays.test, comes.test, 127.0.0.10/31",
            "JAVA_TOOL_OPTIONS",
            "-Djdk.net.hosts.file=" + hosts);
    try (var server = ServerProcess.start(environment)) {
      int port = server.port();
      assertThat(isBelieved(port, "127.0.0.6")).isTrue();
      assertThat(isBelieved(port, "127.0.0.7")).isTrue();
      assertThat(isBelieved(port, "127.0.0.8")).isFalse();
      assertThat(isBelieved(port, "127.0.0.9")).isFalse();
      Files.writeString(
          hosts, "127.0.0.1 localhost\n127.0.0.8 changes.test\n127.0.0.9 comes.test\n");
      TestModules.await(
          Duration.ofMinutes(1),
          () -> isBelieved(port, "127.0.0.8") && isBelieved(port, "127.0.0.9"));
      assertThat(isBelieved(port, "127.0.0.6")).as("the former address").isFalse();
      assertThat(isBelieved(port, "127.0.0.7")).as("a name that is gone").isTrue();
      assertThat(isBelieved(port, "127.0.0.11")).as("in a network").isTrue();
    }
  }

  private static boolean isBelieved(int port, String from) {
    try {
      return isSecure(RawHttp.from(from, port, REQUEST).header("Set-Cookie").orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSecure(String cookies) {
    assertThat(cookies).contains("xsrf");
    return cookies.contains("; Secure");
  }
}
