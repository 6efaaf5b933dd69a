package io.securechat.web;

import java.net.InetAddress;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/// A certificate chain for TLS, the server's own certificate first, with its private key.
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  X509Certificate own() {
    return chain.getFirst();
  }

  PublicKey publicKey() {
    return own().getPublicKey();
  }

  SslStoreBundle stores() {
    return new PemSslStoreBundle(PemSslStore.of(chain, key), (PemSslStore) null);
  }

  /// Whether the certificate is valid for a host name or IP address. Compares literally, without
  /// wildcards.
  boolean names(String host) {
    return names().stream().anyMatch(name -> isSame(name, host));
  }

  /// The first name in the certificate that a user could type.
  Optional<String> name() {
    return names().stream().filter(name -> !name.contains("*")).findFirst();
  }

  private List<String> names() {
    return alternatives().stream()
        .filter(name -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
        .map(name -> (String) name.get(1))
        .toList();
  }

  private Collection<List<?>> alternatives() {
    try {
      var names = own().getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static boolean isSame(String name, String host) {
    InetAddress address = address(host);
    return name.equalsIgnoreCase(host) || (address != null && address.equals(address(name)));
  }

  /// Parses a literal IP address; null for a name. Never resolves names.
  static @Nullable InetAddress address(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }
}
