package io.securechat;

import java.time.Clock;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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

  /// Lets Spring keep the results of its searches for beans of a type as soon as all beans are
  /// defined. Otherwise it begins to keep them only after the web server was created, and each of
  /// the hundreds of searches before that goes through all definitions.
  @Bean
  static BeanFactoryPostProcessor keptSearches() {
    return ConfigurableListableBeanFactory::freezeConfiguration;
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
