package io.securechat.web;

import io.securechat.bytes.Sha256;
import io.securechat.problems.BadSetting;
import io.securechat.storage.DataFolder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server's self-signed certificate, for the machine's names and addresses and for the host in
/// `secure-chat.public-url`, signed by a root that devices can install (decision 0024). Created at
/// first start and kept in the data folder; created again if it lacks that host or expires after
/// ten years.
final class SelfSigned {

  private static final Logger LOG = LoggerFactory.getLogger(SelfSigned.class);

  private static final String ROOT = "tls-root.pem";
  private static final String CERTIFICATES = "tls-certificate.pem";
  private static final String KEY = "tls-key.pem";
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /// The content of the data folder's files.
  private record Stored(X509Certificate root, List<X509Certificate> certificates, PrivateKey key) {

    /// The certificate for this time: the newest that is also valid for clocks that are behind.
    Optional<ServerCertificate> at(Instant now) {
      return certificates.stream()
          .filter(one -> begins(one).equals(begins(certificates.getFirst())) || isDue(one, now))
          .filter(one -> !begins(one).isAfter(now))
          .reduce((earlier, later) -> later)
          .filter(one -> one.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE)))
          .map(one -> new ServerCertificate(List.of(one, root), key));
    }

    private static boolean isDue(X509Certificate one, Instant now) {
      return !begins(one).plus(CertificateMaker.CLOCK_TOLERANCE).isAfter(now);
    }

    private static Instant begins(X509Certificate one) {
      return one.getNotBefore().toInstant();
    }

    private boolean isWhole() throws GeneralSecurityException {
      for (var one : certificates) {
        one.verify(root.getPublicKey());
      }
      return PemFiles.belong(certificates.getFirst().getPublicKey(), key);
    }
  }

  private final DataFolder folder;
  private final Clock clock;
  private final @Nullable String publicHost;

  /// @param publicHost a name or literal address that the certificate must be valid for
  SelfSigned(DataFolder folder, Clock clock, @Nullable String publicHost) {
    this.folder = folder;
    this.clock = clock;
    this.publicHost = publicHost;
  }

  /// The certificate to present now.
  synchronized ServerCertificate current() {
    return stored()
        .flatMap(stored -> stored.at(clock.instant()))
        .filter(found -> publicHost == null || found.names(publicHost))
        .orElseGet(this::make);
  }

  private Optional<Stored> stored() {
    var root = folder.read(ROOT).map(SelfSigned::text);
    var certificates = folder.read(CERTIFICATES).map(SelfSigned::text);
    var key = folder.read(KEY).map(SelfSigned::text);
    if (root.isEmpty() || certificates.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      var stored =
          new Stored(
              PemFiles.certificates(root.get(), ROOT).getFirst(),
              PemFiles.certificates(certificates.get(), CERTIFICATES),
              PemFiles.key(key.get(), KEY));
      return stored.isWhole() ? Optional.of(stored) : Optional.empty();
    } catch (BadSetting | GeneralSecurityException broken) {
      return Optional.empty();
    }
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.US_ASCII);
  }

  private ServerCertificate make() {
    try {
      boolean again = folder.read(CERTIFICATES).isPresent();
      var made = new CertificateMaker(hostName(), List.copyOf(names()), clock.instant()).make();
      folder.write(KEY, pem(new JcaPKCS8Generator(made.keys().getPrivate(), null).generate()));
      folder.write(CERTIFICATES, pem(made.certificates().toArray()));
      folder.write(ROOT, pem(made.root()));
      logCreated(again, made.root());
      return new Stored(made.root(), made.certificates(), made.keys().getPrivate())
          .at(clock.instant())
          .orElseThrow();
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot create the certificate", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the certificate", e);
    }
  }

  private static void logCreated(boolean again, X509Certificate root)
      throws GeneralSecurityException {
    String print = HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest(root));
    if (again) {
      LOG.warn(
          "Created a new self-signed certificate. Devices that had installed the previous one need"
              + " this one. SHA-256 of its root: {}",
          print);
    } else {
      LOG.info("Created a self-signed certificate. SHA-256 of its root: {}", print);
    }
  }

  private static byte[] digest(X509Certificate certificate) throws GeneralSecurityException {
    return Sha256.of(certificate.getEncoded());
  }

  private static byte[] pem(Object... objects) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object);
      }
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Set<String> names() throws IOException {
    var names = new LinkedHashSet<String>();
    if (publicHost != null) {
      names.add(publicHost);
    }
    String host = hostName();
    names.add(host);
    if (!host.contains(".")) {
      // The name that Apple's and other systems announce on the local network (RFC 6762).
      names.add(host + ".local");
    }
    names.add("localhost");
    for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
      network
          .inetAddresses()
          .map(InetAddress::getHostAddress)
          .filter(address -> !address.contains("%"))
          .forEach(names::add);
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
