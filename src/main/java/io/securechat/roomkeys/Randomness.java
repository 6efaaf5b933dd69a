package io.securechat.roomkeys;

import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Where room keys come from.
@Configuration(proxyBeanMethods = false)
class Randomness {

  @Bean
  SecureRandom epochRandom() {
    return new SecureRandom();
  }
}
