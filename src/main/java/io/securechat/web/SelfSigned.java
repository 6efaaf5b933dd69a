package io.securechat.web;

import io.securechat.storage.DataFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate of our own (X.509, P-256) for this machine's names and addresses, made at first
/// start and kept in the data folder, so that browsers ask about it once. It is made anew a month
/// before it expires.
final class SelfSigned {

  private static final String CERTIFICATE = "tls-certificate.pem";
  private static final String KEY = "tls-key.pem";
  private static final Duration VALIDITY = Duration.ofDays(825);
  private static final Duration RENEWAL = Duration.ofDays(30);

  /// Where the two PEM files lie.
  record Files(String certificate, String privateKey) {}

  private final DataFolder folder;
  private final Clock clock;

  SelfSigned(DataFolder folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  Files certificate() {
    try {
      if (!isGood()) {
        make();
      }
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("The certificate cannot be made.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The certificate cannot be made.", e);
    }
    return new Files("file:" + folder.file(CERTIFICATE), "file:" + folder.file(KEY));
  }

  private boolean isGood() throws GeneralSecurityException {
    var pem = folder.read(CERTIFICATE);
    if (pem.isEmpty() || folder.read(KEY).isEmpty()) {
      return false;
    }
    var parsed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new java.io.ByteArrayInputStream(pem.get()));
    return parsed.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEWAL));
  }

  private void make() throws GeneralSecurityException, OperatorCreationException, IOException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Instant now = clock.instant();
    var name = new X500Name("CN=Secure Chat on " + hostName());
    var builder =
        new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(128, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic())
            .addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names().toArray(GeneralName[]::new)));
    var signed =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    folder.write(KEY, pem(new JcaPKCS8Generator(pair.getPrivate(), null).generate()));
    folder.write(CERTIFICATE, pem(new JcaX509CertificateConverter().getCertificate(signed)));
  }

  private static byte[] pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static List<GeneralName> names() throws IOException {
    var names = new ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.dNSName, hostName()));
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      network
          .inetAddresses()
          .map(InetAddress::getHostAddress)
          .filter(address -> !address.contains("%"))
          .forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
    }
    return names;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }
}
