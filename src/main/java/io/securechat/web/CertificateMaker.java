package io.securechat.web;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Creates a root certificate together with all server certificates (X.509 v3, RFC 5280, P-256)
/// that it will ever sign: one per year for ten years. The root's private key is not kept, so that
/// trusting the root means trusting only these names and this server's key (decision 0024).
final class CertificateMaker {

  /// Below 398 days, the limit of browsers and Apple's systems.
  private static final Duration VALIDITY = Duration.ofDays(396);

  /// Each begins 36 days before the previous one ends.
  private static final Duration INTERVAL = Duration.ofDays(360);

  /// Tolerance for clocks that are behind.
  static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

  private static final int YEARS = 10;
  private static final int SERIAL_BITS = 127;

  /// @param certificates the server's certificates, in order of time
  /// @param keys the key pair of all of them
  record Made(X509Certificate root, List<X509Certificate> certificates, KeyPair keys) {}

  private final String host;
  private final GeneralNames names;
  private final Instant begin;
  private final KeyPair rootKeys = keyPair();
  private final X500Name rootName;
  private final JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
  private final SecureRandom random = new SecureRandom();

  /// @param host shown to people, to tell roots apart
  /// @param names DNS names and literal IP addresses
  CertificateMaker(String host, List<String> names, Instant now) throws GeneralSecurityException {
    this.host = host;
    this.names = new GeneralNames(names.stream().map(this::name).toArray(GeneralName[]::new));
    this.begin = now.minus(CLOCK_TOLERANCE);
    this.rootName =
        named("Secure Chat on " + host + ", root of " + LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  Made make() throws GeneralSecurityException, OperatorCreationException, IOException {
    var keys = keyPair();
    var certificates = new ArrayList<X509Certificate>();
    for (int year = 0; year < YEARS; year++) {
      certificates.add(certificate(keys.getPublic(), begin.plus(INTERVAL.multipliedBy(year))));
    }
    return new Made(root(), certificates, keys);
  }

  private X509Certificate root()
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var end = begin.plus(INTERVAL.multipliedBy(YEARS - 1L)).plus(VALIDITY);
    var builder =
        builder(rootName, begin, end, rootKeys.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return signed(builder);
  }

  private X509Certificate certificate(PublicKey key, Instant from)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var builder =
        builder(named("Secure Chat on " + host), from, from.plus(VALIDITY), key)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .addExtension(Extension.subjectAlternativeName, false, names)
            .addExtension(
                Extension.authorityKeyIdentifier,
                false,
                identifiers.createAuthorityKeyIdentifier(rootKeys.getPublic()));
    return signed(builder);
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, Instant from, Instant to, PublicKey key) throws IOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            rootName,
            new BigInteger(SERIAL_BITS, random).setBit(0),
            Date.from(from),
            Date.from(to),
            subject,
            key);
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    return builder;
  }

  private X509Certificate signed(X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static X500Name named(String text) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, text).build();
  }

  private GeneralName name(String text) {
    boolean address = ServerCertificate.address(text) != null;
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
