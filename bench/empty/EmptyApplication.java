package empty;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A Spring Boot application with Secure Chat's libraries and one page: what a start costs before
/// any code of Secure Chat runs. Run by `bench/start`.
@SpringBootApplication
@RestController
public class EmptyApplication {

  public static void main(String[] settings) {
    SpringApplication.run(EmptyApplication.class, settings);
  }

  @GetMapping("/login")
  String page() {
    return "Nothing but a page.";
  }

  @Bean
  SecurityFilterChain everybody(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll()).build();
  }
}
