package io.securechat;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The whole server: one process, one port, one data folder.
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
public class SecureChatApplication {

  public static void main(String[] args) {
    var code = Launcher.run(args, SecureChatApplication::serve);
    if (code.isPresent()) {
      System.exit(code.getAsInt());
    }
  }

  private static void serve(String[] settings) {
    SpringApplication.run(SecureChatApplication.class, settings);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
