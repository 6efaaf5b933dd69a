package io.securechat.signin;

import io.securechat.api.HostCookie;
import io.securechat.bytes.ByteWriter;
import io.securechat.credentials.KeyedHash;
import io.securechat.sessions.SessionSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.DeferredCsrfToken;
import org.springframework.stereotype.Component;

/// CSRF tokens. A session's token is derived from its id, `HMAC(pepper, "SC1 csrf" ‖ id)`, and
/// valid only in that session; the page reads it from a cookie and sends it in the header
/// `X-XSRF-TOKEN`. Before sign-in, the token is `nonce16 ‖ HMAC(pepper, "SC1 visitor" ‖ nonce16)`
/// and must match the cookie.
@Component
public class CsrfTokens implements CsrfTokenRepository, CsrfTokenRequestHandler {

  private static final String HEADER = "X-XSRF-TOKEN";
  private static final int NONCE = 16;

  private final HostCookie cookie = new HostCookie("xsrf", false, "Strict");
  private final SecureRandom random = new SecureRandom();
  private final KeyedHash pepper;
  private final SessionSettings settings;

  CsrfTokens(KeyedHash pepper, SessionSettings settings) {
    this.pepper = pepper;
    this.settings = settings;
  }

  /// The name of the cookie that has the page's token.
  public String cookieName(HttpServletRequest request) {
    return cookie.name(request);
  }

  /// Sends the browser the token of a new session.
  void renew(HttpServletRequest request, HttpServletResponse response) {
    saveToken(generateToken(request), request, response);
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return token(ofSession(request).orElseGet(this::newOfVisitor));
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return ofSession(request)
        .or(() -> cookie.value(request).filter(this::isOfVisitor))
        .map(CsrfTokens::token)
        .orElse(null);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    if (token == null) {
      cookie.remove(request, response);
    } else {
      cookie.set(token.getToken(), settings.lifetime(), request, response);
    }
  }

  /// The token that the request must carry. If the browser's cookie has another one, the response
  /// sets this one.
  @Override
  public DeferredCsrfToken loadDeferredToken(
      HttpServletRequest request, HttpServletResponse response) {
    return new DeferredCsrfToken() {
      private @Nullable CsrfToken token;
      private boolean generated;

      @Override
      public CsrfToken get() {
        if (token == null) {
          var known = loadToken(request);
          generated = known == null;
          token = known == null ? generateToken(request) : known;
          if (!cookie.values(request).contains(token.getToken())) {
            saveToken(token, request, response);
          }
        }
        return token;
      }

      @Override
      public boolean isGenerated() {
        get();
        return generated;
      }
    };
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    request.setAttribute(CsrfToken.class.getName(), token.get());
  }

  /// Reads the header only, so that no body is read before the request is authenticated.
  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return request.getHeader(token.getHeaderName());
  }

  private static CsrfToken token(String value) {
    return new DefaultCsrfToken(HEADER, "_csrf", value);
  }

  private Optional<String> ofSession(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false))
        .map(session -> session.getId().getBytes(StandardCharsets.UTF_8))
        .map(id -> text(pepper.mac("SC1 csrf", id)));
  }

  private String newOfVisitor() {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return ofVisitor(nonce);
  }

  private String ofVisitor(byte[] nonce) {
    byte[] mark = pepper.mac("SC1 visitor", nonce);
    return text(new ByteWriter().bytes(nonce).bytes(mark).done());
  }

  private boolean isOfVisitor(String value) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(value);
      return bytes.length > NONCE && isSame(ofVisitor(Arrays.copyOf(bytes, NONCE)), value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
