package io.securechat.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.securechat.bytes.ByteWriter;
import io.securechat.credentials.KeyedHash;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The server's VAPID key pair (RFC 8292), and what it signs for push services. The private key is
/// derived from the pepper, so that it is neither in the database nor in a file of its own, and is
/// the same on all nodes (decision 70).
@Component
class Vapid {

  /// RFC 8292 allows 24 hours.
  private static final Duration VALIDITY = Duration.ofHours(12);

  private static final Duration REUSED = Duration.ofHours(1);
  private static final int MAX_SERVICES = 100;
  private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

  private final ECPrivateKey key;
  private final byte[] publicKey;
  private final String contact;
  private final KeyedHash hash;
  private final JsonMapper json;
  private final Clock clock;
  private final Cache<String, String> tokens =
      Caffeine.newBuilder().maximumSize(MAX_SERVICES).expireAfterWrite(REUSED).build();

  Vapid(
      KeyedHash hash,
      PushSettings settings,
      @Value("${secure-chat.public-url:}") String publicUrl,
      JsonMapper json,
      Clock clock) {
    byte[] scalar = scalar(hash);
    this.key = P256.privateKey(scalar);
    this.publicKey = P256.publicPoint(scalar);
    this.contact = contact(settings.contact(), publicUrl.strip());
    this.hash = hash;
    this.json = json;
    this.clock = clock;
  }

  private static byte[] scalar(KeyedHash hash) {
    byte counter = 0;
    byte[] scalar = hash.mac("SC1 vapid", new byte[] {counter});
    while (!P256.isScalar(scalar)) {
      scalar = hash.mac("SC1 vapid", new byte[] {++counter});
    }
    return scalar;
  }

  private static String contact(String chosen, String publicUrl) {
    return chosen.isEmpty() && publicUrl.startsWith("https://") ? publicUrl : chosen;
  }

  /// The public key, an uncompressed point.
  byte[] publicKey() {
    return publicKey.clone();
  }

  /// The header `Authorization` for an endpoint. Tokens are reused, as RFC 8292 recommends.
  String authorization(URI endpoint) {
    String service = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    String token = tokens.get(service, this::signed);
    return "vapid t=" + token + ", k=" + URL_SAFE.encodeToString(publicKey);
  }

  private String signed(String service) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", service);
    claims.put("exp", clock.instant().plus(VALIDITY).getEpochSecond());
    if (!contact.isEmpty()) {
      claims.put("sub", contact);
    }
    String text = part(Map.of("typ", "JWT", "alg", "ES256")) + "." + part(Map.copyOf(claims));
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + URL_SAFE.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }

  private String part(Map<String, Object> content) {
    return URL_SAFE.encodeToString(json.writeValueAsBytes(content));
  }

  /// Identifies a room to the push service for one session only: 32 characters of the URL-safe
  /// Base64 alphabet, as RFC 8030 allows (W6).
  String topic(String sessionKey, byte[] room) {
    byte[] session = sessionKey.getBytes(StandardCharsets.US_ASCII);
    byte[] input = new ByteWriter().bytes(session).bytes(room).done();
    return URL_SAFE.encodeToString(hash.mac("SC1 topic", input)).substring(0, 32);
  }
}
