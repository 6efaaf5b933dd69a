package io.securechat.credentials;

import io.securechat.api.HostCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Recognizes browsers in which a user has logged in before. Their log-in attempts have a limit of
/// their own, so that strangers who guess passwords cannot lock the user out (OWASP's device
/// cookie).
///
/// The value of the cookie `known` is `nonce16 ‖ HMAC(pepper, "SC1 seen" ‖ nonce16 ‖ name)`. It
/// grants no access and is valid for that name only.
@Component
public class KnownBrowsers {

  private static final int NONCE = 16;
  private static final Duration VALIDITY = Duration.ofDays(400);

  private final HostCookie cookie = new HostCookie("known", true, "Strict");
  private final Pepper pepper;
  private final SecureRandom random = new SecureRandom();

  KnownBrowsers(Pepper pepper) {
    this.pepper = pepper;
  }

  /// Sets the cookie for this canonical name, unless the browser has it already.
  public void remember(String name, HttpServletRequest request, HttpServletResponse response) {
    if (find(name, request).isPresent()) {
      return;
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] mark = pepper.browserMark(nonce, name);
    byte[] value = Arrays.copyOf(nonce, nonce.length + mark.length);
    System.arraycopy(mark, 0, value, nonce.length, mark.length);
    cookie.set(
        Base64.getUrlEncoder().withoutPadding().encodeToString(value), VALIDITY, request, response);
  }

  /// The rate-limit key of this browser, if the user of this name has logged in with it.
  public Optional<String> find(String name, HttpServletRequest request) {
    return cookie.value(request).filter(value -> isOurs(value, name));
  }

  private boolean isOurs(String value, String name) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(value);
      byte[] nonce = Arrays.copyOf(bytes, NONCE);
      byte[] mark = Arrays.copyOfRange(bytes, Math.min(NONCE, bytes.length), bytes.length);
      return MessageDigest.isEqual(mark, pepper.browserMark(nonce, name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
