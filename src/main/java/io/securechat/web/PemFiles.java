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

/// Reads a certificate chain and its private key from PEM text or files, and says in one sentence
/// what is wrong with them.
final class PemFiles {

  private static final String CERTIFICATE = "secure-chat.certificate";
  private static final String KEY = "secure-chat.private-key";

  private PemFiles() {}

  /// The files that the operator named.
  ///
  /// @throws BadSetting if one is missing, unreadable or broken, or if they do not belong together
  static ServerCertificate read(@Nullable Path certificate, @Nullable Path privateKey) {
    var chain = certificates(place(certificate, CERTIFICATE), CERTIFICATE);
    var key = key(place(privateKey, KEY), KEY);
    if (!belong(chain.getFirst().getPublicKey(), key)) {
      throw new BadSetting(
          "The private key in " + KEY + " does not belong to the certificate in " + CERTIFICATE,
          "Name the two files of one certificate; its own certificate comes first in the chain.");
    }
    return new ServerCertificate(chain, key);
  }

  private static String place(@Nullable Path file, String setting) {
    if (file == null || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw new BadSetting(
          "secure-chat.tls=pem needs a readable file in " + setting,
          "Give the path of a PEM file there"
              + (file == null ? "." : ": " + file.toAbsolutePath() + " is none that can be read."));
    }
    return "file:" + file.toAbsolutePath();
  }

  /// @param place PEM text, or `file:` and a path
  static List<X509Certificate> certificates(String place, String setting) {
    try {
      var store = PemSslStore.load(PemSslStoreDetails.forCertificate(place));
      var found = store == null ? null : store.certificates();
      if (found != null && !found.isEmpty()) {
        return found;
      }
    } catch (RuntimeException e) {
      // said below
    }
    throw new BadSetting(
        "The file in " + setting + " holds no certificate that can be read",
        "Give a PEM file there: text with -----BEGIN CERTIFICATE----- in it.");
  }

  /// @param place PEM text, or `file:` and a path
  static PrivateKey key(String place, String setting) {
    try {
      var details = new PemSslStoreDetails(null, null, place);
      var store = PemSslStore.load(details);
      var found = store == null ? null : store.privateKey();
      if (found != null) {
        return found;
      }
    } catch (RuntimeException e) {
      // said below
    }
    throw new BadSetting(
        "The file in " + setting + " holds no private key that can be read",
        "Give a PEM file there, without a password: PKCS #8 in text form (RFC 7468).");
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
