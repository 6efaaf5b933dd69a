package io.securechat.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the server is reached.
///
/// @param tls `off`, `self-signed` or `pem`; not set: off on loopback, self-signed beyond it
/// @param certificate the PEM file with the certificate chain, for `pem`
/// @param privateKey the PEM file with its key, for `pem`
/// @param plainPort where plain http explains itself when TLS is on; 0 for nowhere
/// @param proxy the proxies in front, which make TLS in our place; see [Proxies]
/// @param publicUrl the address that people type; see [PublicAddress]
@ConfigurationProperties("secure-chat")
record WebSettings(
    @Nullable String tls,
    @Nullable Path certificate,
    @Nullable Path privateKey,
    @DefaultValue("0") int plainPort,
    @Nullable String proxy,
    @Nullable String publicUrl) {

  @Nullable PublicAddress publicAddress() {
    return PublicAddress.of(publicUrl);
  }
}
