package io.securechat.web;

import io.securechat.accounts.Caller;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// `/api/openapi`, generated from the controllers; who is asking is no parameter of theirs.
@Configuration(proxyBeanMethods = false)
class ApiDocument {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        // By itself it would name the host that the first request named.
        .servers(List.of(new Server().url("/")))
        .info(
            new Info()
                .title("Secure Chat")
                .version("1")
                .description("What a browser asks besides the socket. See docs/protocol.md."));
  }
}
