package io.securechat.bench;

import io.securechat.client.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/// RSA pairs that are generated once and reused by every preparation: a thousand of them take
/// minutes on all cores. For benchmarks only.
final class KeyStock {

  private KeyStock() {}

  /// This many pairs from the file; generates and stores missing ones.
  static List<KeyPair> take(Path file, int count) {
    try {
      int kept = Files.exists(file) ? Files.readAllLines(file).size() : 0;
      IntStream.range(kept, count).parallel().forEach(i -> append(file));
      return Files.readAllLines(file).parallelStream().limit(count).map(KeyStock::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file) {
    try {
      byte[] pair = Keys.wrappingKeys().getPrivate().getEncoded();
      String line = Base64.getEncoder().encodeToString(pair) + "\n";
      synchronized (KeyStock.class) {
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair parse(String line) {
    try {
      var factory = KeyFactory.getInstance("RSA");
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(line));
      var secret = (RSAPrivateCrtKey) factory.generatePrivate(spec);
      var open = new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent());
      return new KeyPair(factory.generatePublic(open), secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
