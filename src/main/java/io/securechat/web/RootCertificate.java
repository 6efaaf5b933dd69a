package io.securechat.web;

import io.securechat.bytes.Sha256;
import java.security.cert.CertificateEncodingException;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;

/// The root of the self-signed certificate as a file that devices can install, and the page that
/// explains how. Both exist only with a self-signed certificate.
@Controller
class RootCertificate {

  static final String PATH = "/certificate.crt";

  /// Media type by which iPhones, iPads and Firefox recognize it (DER, RFC 5280).
  static final String TYPE = "application/x-x509-ca-cert";

  private final Tls tls;

  RootCertificate(Tls tls) {
    this.tls = tls;
  }

  boolean isThere() {
    return tls.root().isPresent();
  }

  byte[] encoded() {
    try {
      return tls.root().orElseThrow().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Its SHA-256 fingerprint, in the format of certificate viewers.
  String fingerprint() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(Sha256.of(encoded()));
  }

  @GetMapping(PATH)
  ResponseEntity<byte[]> file() {
    if (!isThere()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return ResponseEntity.ok().header("Content-Type", TYPE).body(encoded());
  }

  @GetMapping("/certificate")
  String page(Model model) {
    if (!isThere()) {
      return "redirect:/login";
    }
    model.addAttribute("fingerprint", fingerprint());
    return "certificate";
  }
}
