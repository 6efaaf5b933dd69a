package io.securechat.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.securechat.edge.Proxies;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

/// Which proxies `secure-chat.proxy` names, and whose forwarding headers are trusted.
class ForwardedTest {

  private static Proxies proxies(String setting) {
    return new Proxies(setting);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2, 10.0.0.2, true",
    "10.0.0.2, 10.0.0.3, false",
    "'10.0.0.2, 10.0.0.3', 10.0.0.3, true",
    "'10.0.0.2 10.0.0.3,', 10.0.0.2, true",
    "10.77.0.0/24, 10.77.0.255, true",
    "10.77.0.0/24, 10.77.1.0, false",
    "10.77.0.99/24, 10.77.0.1, true",
    "10.0.0.0/31, 10.0.0.1, true",
    "10.0.0.0/31, 10.0.0.2, false",
    "172.16.0.0/12, 172.31.255.1, true",
    "172.16.0.0/12, 172.32.0.1, false",
    "fd00::2, fd00:0:0:0::2, true",
    "[fd00::2], [fd00::2], true",
    "fd00:1::/33, fd00:1:7fff::1, true",
    "fd00:1::/33, fd00:1:8000::1, false",
    "10.0.0.2, ::ffff:10.0.0.2, true",
    "::ffff:10.0.0.2, 10.0.0.2, true",
    "::ffff:10.0.0.0/120, 10.0.0.255, true",
    "::ffff:10.0.0.0/120, 10.0.1.0, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "'fd00::2,10.0.0.0/24,localhost', 10.0.0.7, true",
    "0.0.0.0/1, ::1, false",
    "localhost, 127.0.0.1, true",
    "name.invalid, 127.0.0.1, false"
  })
  void listsNetworksAndNamesAreUnderstood(String setting, String address, boolean included) {
    assertThat(proxies(setting).includes(address)).isEqualTo(included);
  }

  @Test
  void withoutASettingNobodyIsBelieved() {
    assertThat(proxies("  ").isEmpty()).isTrue();
    assertThat(proxies("").includes("127.0.0.1")).isFalse();
    assertThat(proxies("name.invalid").isEmpty()).as("may be resolved later").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.5 | 203.0.113.5",
        "198.51.100.1, 203.0.113.5 | 203.0.113.5",
        "198.51.100.1, 203.0.113.5, 10.0.0.9 | 203.0.113.5",
        "10.0.0.8, 10.0.0.9 | 10.0.0.8",
        "203.0.113.5:4711 | 203.0.113.5",
        "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "made-up.example, 10.0.0.9 | 10.0.0.9",
        "unknown | ''"
      })
  void theLastAddressThatIsNoProxysCounts(String header, String client) {
    var request = new MockHttpServletRequest();
    request.addHeader("X-Forwarded-For", header);
    request.addHeader("Forwarded", "for=192.0.2.200;proto=https");
    request.addHeader("X-Forwarded-Prefix", "//evil.example");
    request.addHeader("Host", "chat.example.org:8443");
    var forwarded = new ForwardedRequest(request, proxies("10.0.0.0/8"));
    assertThat(String.valueOf(forwarded.getHeader("x-forwarded-for")).replace("null", ""))
        .isEqualTo(client);
    assertThat(forwarded.getHeader("Forwarded")).isNull();
    assertThat(forwarded.getHeader("X-Forwarded-Prefix")).isNull();
    assertThat(Collections.list(forwarded.getHeaders("X-Forwarded-Host")))
        .isEqualTo(List.of("chat.example.org:8443"));
    assertThat(Collections.list(forwarded.getHeaderNames()))
        .doesNotContain("Forwarded", "X-Forwarded-Prefix")
        .contains("X-Forwarded-Host", "Host");
  }
}
