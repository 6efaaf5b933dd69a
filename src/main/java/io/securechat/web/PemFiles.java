package io.securechat.web;

import io.securechat.problems.BadSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/// Reads a certificate chain and its private key from PEM text or files, and explains errors in one
/// sentence.
final class PemFiles {

  private static final String CERTIFICATE = "secure-chat.certificate";
  private static final String KEY = "secure-chat.private-key";

  private PemFiles() {}

  /// Reads the configured files.
  ///
  /// @throws BadSetting if one is missing, unreadable or invalid, or if they do not belong together
  static ServerCertificate read(@Nullable Path certificate, @Nullable Path privateKey) {
    var chain = certificates(place(certificate, CERTIFICATE), CERTIFICATE);
    var key = key(place(privateKey, KEY), KEY);
    if (!belong(chain.getFirst().getPublicKey(), key)) {
      throw new BadSetting(
          "The private key in " + KEY + " does not belong to the certificate in " + CERTIFICATE,
          "Use the two files of one certificate. In the chain, the server's certificate comes first.");
    }
    return new ServerCertificate(chain, key);
  }

  private static String place(@Nullable Path file, String setting) {
    if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BadSetting(
          "secure-chat.tls=pem needs a readable file in " + setting,
          "Set it to the path of a PEM file"
              + (file == null ? "." : ": " + file.toAbsolutePath() + " cannot be read."));
    }
    return "file:" + file.toAbsolutePath();
  }

  /// @param place PEM text, or `file:` with a path
  static List<X509Certificate> certificates(String place, String setting) {
    try {
      var store = PemSslStore.load(PemSslStoreDetails.forCertificate(place));
      var found = store == null ? null : store.certificates();
      if (found != null && !found.isEmpty()) {
        return found;
      }
    } catch (RuntimeException e) {
      // Falls through to the exception below.
    }
    throw new BadSetting(
        "The file in " + setting + " has no certificate that can be read",
        "Use a PEM file: text with -----BEGIN CERTIFICATE----- in it.");
  }

  /// @param place PEM text, or `file:` with a path
  static PrivateKey key(String place, String setting) {
    try {
      var details = new PemSslStoreDetails(null, null, place);
      var store = PemSslStore.load(details);
      var found = store == null ? null : store.privateKey();
      if (found != null) {
        return found;
      }
    } catch (RuntimeException e) {
      // Falls through to the exception below.
    }
    throw new BadSetting(
        "The file in " + setting + " has no private key that can be read",
        "Use a PEM file without a password: PKCS #8 in text form (RFC 7468).");
  }

  static boolean belong(PublicKey publicKey, PrivateKey privateKey) {
    try {
      var signing = signature(privateKey.getAlgorithm());
      signing.initSign(privateKey);
      signing.update(new byte[32]);
      byte[] signature = signing.sign();
      var verifying = signature(publicKey.getAlgorithm());
      verifying.initVerify(publicKey);
      verifying.update(new byte[32]);
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    return Signature.getInstance(
        switch (algorithm) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> algorithm;
        });
  }
}
