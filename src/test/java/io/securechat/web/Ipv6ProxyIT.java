package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.testing.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A proxy that connects over IPv6. Cookies show whether it is trusted: with `X-Forwarded-Proto:
/// https` they are marked `Secure`.
class Ipv6ProxyIT {

  @ParameterizedTest
  @CsvSource({"'127.0.0.1,[::1]', true", "fd00::/8, false"})
  void isTrustedByItsAddress(String proxy, boolean trusted) throws Exception {
    try (var server = TestServer.start("--server.address=::1", "--secure-chat.proxy=" + proxy);
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://[::1]:" + server.port() + "/login"))
              .header("X-Forwarded-Proto", "https")
              .build();
      var answer = client.send(request, BodyHandlers.discarding());
      String cookies = String.join(" ", answer.headers().allValues("Set-Cookie"));
      assertThat(cookies).contains("xsrf");
      assertThat(cookies.contains("; Secure")).isEqualTo(trusted);
    }
  }
}
