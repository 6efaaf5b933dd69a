package io.securechat.web;

import java.util.List;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Compresses the API's large responses, and only those. The length of a compressed response tells
/// an observer what repeats in it (BREACH), so a response that has a secret is never compressed:
/// the vault, its locks, pins, salts, links and everything that is not named here (decision 55).
@Component
class ApiCompression implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  /// Ciphertext, signed records, and names that everybody who is signed in may see.
  private static final List<String> COMPRESSED =
      List.of(
          "/api/rooms/*",
          "/api/users/*",
          "/api/identities/lookup",
          "/api/server-keys",
          "/api/openapi");

  private static final String ALL_OTHERS = "/api/*";

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(ApiCompression::install);
  }

  private static void install(Server server) {
    var handler = server.getDescendant(CompressionHandler.class);
    if (handler == null) {
      // Compression is turned off.
      return;
    }
    handler.putConfiguration(
        ALL_OTHERS, CompressionConfig.builder().compressExcludePath(ALL_OTHERS).build());
    var json = CompressionConfig.builder().compressIncludeMimeType("application/json").build();
    COMPRESSED.forEach(path -> handler.putConfiguration(path, json));
  }
}
