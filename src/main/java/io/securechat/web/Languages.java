package io.securechat.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/// Chooses the language of a page: from the cookie `language`, which the account menu sets, else
/// the first of the browser's languages with a catalogue, else English.
@Component("localeResolver")
class Languages implements LocaleResolver {

  static final List<Locale> ALL =
      List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("ar"));
  private static final String COOKIE = "language";

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    var cookie = WebUtils.getCookie(request, COOKIE);
    // Without the header, the servlet API answers with the language of the server's own system.
    boolean says = request.getHeader("Accept-Language") != null;
    return choose(
        cookie == null ? null : cookie.getValue(),
        says ? Collections.list(request.getLocales()) : List.of());
  }

  /// Chooses the language for a request that does not reach the application, by the same rules; a
  /// malformed header counts as none.
  static Locale of(Request request) {
    try {
      boolean says = request.getHeaders().contains(HttpHeader.ACCEPT_LANGUAGE);
      return choose(cookie(request), says ? Request.getLocales(request) : List.of());
    } catch (HttpException.RuntimeException malformed) {
      return Locale.ENGLISH;
    }
  }

  private static @Nullable String cookie(Request request) {
    return Request.getCookies(request).stream()
        .filter(each -> each.getName().equals(COOKIE))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse(null);
  }

  private static Locale choose(@Nullable String cookie, List<Locale> wanted) {
    return Optional.ofNullable(cookie)
        .flatMap(Languages::find)
        .or(() -> wanted.stream().flatMap(each -> find(each.getLanguage()).stream()).findFirst())
        .orElse(Locale.ENGLISH);
  }

  private static Optional<Locale> find(String code) {
    return ALL.stream().filter(language -> language.getLanguage().equals(code)).findFirst();
  }

  @Override
  public void setLocale(
      HttpServletRequest request,
      @Nullable HttpServletResponse response,
      @Nullable Locale language) {
    throw new UnsupportedOperationException("the browser sets the cookie");
  }
}
