package io.securechat.signin;

import io.securechat.credentials.KeyedHash;
import io.securechat.sessions.SessionIdHashes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;

/// Hashes session ids with the pepper: `HMAC(pepper, "SC1 session" ‖ id)`, the first 27 bytes in
/// URL-safe Base64, which fit the table's column.
@Component
class PepperedSessionIds implements SessionIdHashes {

  private static final int LENGTH = 27;

  private final KeyedHash pepper;

  PepperedSessionIds(KeyedHash pepper) {
    this.pepper = pepper;
  }

  @Override
  public String stored(String sessionId) {
    byte[] hash = pepper.mac("SC1 session", sessionId.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
  }
}
