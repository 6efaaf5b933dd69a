package io.securechat.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/// Chooses the language of a page: the one in the cookie `language`, which the account menu sets,
/// else the first of the browser's languages that has a catalogue, else English.
@Component("localeResolver")
class Languages implements LocaleResolver {

  static final List<Locale> ALL =
      List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("ar"));
  private static final String COOKIE = "language";

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    var cookie = WebUtils.getCookie(request, COOKIE);
    return Optional.ofNullable(cookie)
        .flatMap(chosen -> find(chosen.getValue()))
        .orElseGet(() -> ofBrowser(request));
  }

  private static Locale ofBrowser(HttpServletRequest request) {
    return Collections.list(request.getLocales()).stream()
        .flatMap(wanted -> find(wanted.getLanguage()).stream())
        .findFirst()
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
    throw new UnsupportedOperationException("The browser sets the cookie.");
  }
}
