package io.securechat.ops;

import io.securechat.problems.BadSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.web.context.support.WebApplicationContextUtils;

/// Restricts Actuator's endpoints to a port of their own. They need no log-in there, so that port
/// listens on loopback unless configured otherwise.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class ManagementPort {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

  ManagementPort(Environment environment, ObjectProvider<ManagementServerProperties> settings) {
    var type = ManagementPortType.get(environment);
    if (type == ManagementPortType.SAME) {
      throw new BadSetting(
          "management.server.port is the port of the chat, where everyone could read the"
              + " server's metrics",
          "Set it to another port, or to -1 for none.");
    }
    if (type == ManagementPortType.DIFFERENT) {
      settings.ifAvailable(ManagementPort::warnBeyondLoopback);
    }
  }

  private static void warnBeyondLoopback(ManagementServerProperties settings) {
    var address = settings.getAddress();
    if (address == null || !address.isLoopbackAddress()) {
      LOG.warn(
          "The management port listens beyond this machine (management.server.address):"
              + " anyone who can reach it can read the server's metrics");
    }
  }

  @Bean
  @Order(0)
  @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
  SecurityFilterChain managementChain(HttpSecurity http) throws Exception {
    return http.securityMatcher(request ->
            WebServerApplicationContext.hasServerNamespace(
                WebApplicationContextUtils.getRequiredWebApplicationContext(
                    request.getServletContext()),
                "management"))
        // Otherwise the page's files would be served here as well.
        .authorizeHttpRequests(rules ->
            rules.requestMatchers("/actuator/**", "/error").permitAll().anyRequest().denyAll())
        .exceptionHandling(errors ->
            errors.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }
}
