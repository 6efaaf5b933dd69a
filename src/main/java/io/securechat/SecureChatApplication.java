package io.securechat;

import io.securechat.admission.ResetPassword;
import io.securechat.conversion.Convert;
import io.securechat.storage.BackUp;
import io.securechat.terminal.ClientCommand;
import java.time.Clock;
import java.util.Arrays;
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
    if (args.length > 0 && args[0].equals(ResetPassword.COMMAND)) {
      System.exit(ResetPassword.run(args));
    }
    if (args.length > 0 && args[0].equals(BackUp.COMMAND)) {
      System.exit(BackUp.run(args));
    }
    if (args.length > 0 && args[0].equals(Convert.COMMAND)) {
      System.exit(Convert.run(args));
    }
    if (args.length > 0 && args[0].equals(ClientCommand.COMMAND)) {
      System.exit(ClientCommand.run(Arrays.copyOfRange(args, 1, args.length)));
    }
    SpringApplication.run(SecureChatApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
