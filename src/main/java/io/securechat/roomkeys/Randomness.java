package io.securechat.roomkeys;

import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Source of random bytes for room keys.
@Configuration(proxyBeanMethods = false)
class Randomness {

  @Bean
  SecureRandom epochRandom() {
    return new SecureRandom();
  }
}
