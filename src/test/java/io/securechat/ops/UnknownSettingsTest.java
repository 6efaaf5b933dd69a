package io.securechat.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.securechat.problems.BadSetting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Which names below `secure-chat` are refused, and which environment variables are named.
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTest {

  @ConfigurationProperties("secure-chat")
  record First(@Nullable String publicUrl) {}

  @ConfigurationProperties("secure-chat.edge")
  record Second(@Nullable List<String> exempt) {}

  private static void check(Map<String, Object> arguments, Map<String, Object> variables) {
    var beans = new DefaultListableBeanFactory();
    for (Class<?> type : List.of(First.class, Second.class)) {
      beans.registerBeanDefinition(type.getName(), new RootBeanDefinition(type));
    }
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.replace(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    sources.addFirst(new MapPropertySource("arguments", arguments));
    beans.registerSingleton("environment", environment);
    new UnknownSettings().postProcessBeanFactory(beans);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secure-chat.public-url",
        "secure-chat.publicUrl",
        "secureChat.public_url",
        "secure-chat.edge.exempt",
        "secure-chat.edge.exempt[1]",
        "secure-chat.proxy",
        "secure-chats.other",
        "server.prot"
      })
  void aSettingThatExistsOrBelongsToOthersIsAccepted(String name, CapturedOutput output) {
    check(Map.of(name, "x"), Map.of());
    assertThat(output.getAll()).doesNotContain("No setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secure-chat.public-uri",
        "secure-chat.public",
        "secure-chat.edge.public-url",
        "secure-chat.edge",
        "secure-chat.exempt[1]"
      })
  void aSettingThatDoesNotExistIsRefusedByName(String name) {
    assertThatThrownBy(() -> check(Map.of(name, "secret"), Map.of()))
        .isInstanceOf(BadSetting.class)
        .hasMessage("There is no setting " + name)
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SECURECHAT_PUBLICURL",
        "SECURE_CHAT_PUBLIC_URL",
        "SECURECHAT_EDGE_EXEMPT_0_",
        "SECURE_CHAT_EDGE_EXEMPT_0",
        "secure_chat_proxy",
        "CHAT_NAME"
      })
  void aVariableThatIsReadOrBelongsToOthersIsNotNamed(String name, CapturedOutput output) {
    check(Map.of(), Map.of(name, "x"));
    assertThat(output.getAll()).doesNotContain("No setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SECURECHAT_PUBLIC_URL", "SECURE_CHAT_PUBLICURI", "SECURE_CHAT_SERVICE_HOST"})
  void aVariableThatNoSettingHasIsNamedWithoutItsValue(String name, CapturedOutput output) {
    check(Map.of(), Map.of(name, "secret"));
    assertThat(output.getAll())
        .contains("No setting belongs to these environment variables: " + name + ".")
        .doesNotContain("secret");
  }
}
