package io.securechat.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the server's address and TLS.
///
/// @param tls `off`, `self-signed` or `pem`; by default off on loopback, otherwise self-signed
/// @param http2 whether to offer HTTP/2 over TLS
/// @param certificate PEM file with the certificate chain, for `pem`
/// @param privateKey PEM file with the private key, for `pem`
/// @param plainPort port for plain HTTP that explains how to use TLS; 0 for none
/// @param proxy trusted proxies that terminate TLS; see [Proxies]
/// @param publicUrl the address that people type; see [PublicAddress]
/// @param serviceWorker whether browsers keep the pages' files, so that pages open without the
///   server; if not, browsers that have done so forget them
@ConfigurationProperties("secure-chat")
record WebSettings(
    @Nullable String tls,
    @DefaultValue("true") boolean http2,
    @Nullable Path certificate,
    @Nullable Path privateKey,
    @DefaultValue("0") int plainPort,
    @Nullable String proxy,
    @Nullable String publicUrl,
    @DefaultValue("true") boolean serviceWorker) {

  @Nullable PublicAddress publicAddress() {
    return PublicAddress.of(publicUrl);
  }
}
