package io.securechat.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.BadSetting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The server does not start with settings that would leave it unprotected, or unreachable.
class EdgeSettingsTest {

  private static EdgeSettings bind(Map<String, String> set) {
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("secure-chat.edge", EdgeSettings.class);
  }

  @TestFactory
  Stream<DynamicTest> aSettingBeyondItsRangeIsNamed() {
    return Stream.of(
            "header-deadline=1h",
            "idle=5m",
            "grace=0s",
            "rate=0B",
            "rate=1GB",
            "connections=0",
            "connections-per-address=-1",
            "requests-per-address=-1")
        .map(line ->
            DynamicTest.dynamicTest(
                line,
                () -> {
                  String name = "secure-chat.edge." + line.split("=", -1)[0];
                  assertThatThrownBy(() -> bind(Map.of(name, line.split("=", -1)[1])))
                      .rootCause()
                      .isInstanceOf(BadSetting.class)
                      .hasMessageContaining(name);
                }));
  }

  @Test
  void anAddressThatDoesNotExistIsNamed() {
    assertThatThrownBy(
            () -> new ClientAddresses(new Proxies(null), List.of("no.such.name.invalid")))
        .hasMessageContaining("secure-chat.edge.exempt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "0.0.0.0/0",
        "10.0.0.256",
        "http://proxy",
        "10.0.0.1:8080",
        "fd00::/129",
        "::ffff:10.0.0.0/96",
        "10.0.0.0/24/8"
      })
  void aProxyThatCannotBeOneIsNamed(String address) {
    assertThatThrownBy(() -> new Proxies("10.0.0.1, " + address))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("secure-chat.proxy")
        .hasMessageContaining("\"" + address + "\"");
  }

  @Test
  void aTransferHasTheGraceAndTheTimeThatItsBytesAllow() {
    var settings = bind(Map.of("secure-chat.edge.grace", "2s", "secure-chat.edge.rate", "1KB"));
    assertThat(settings.allowed(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.allowed(10 * 1024)).isEqualTo(Duration.ofSeconds(12));
  }
}
