package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/// The page of the plain HTTP port in every language, rendered once at start-up. It uses the same
/// kind of template and catalogue as other pages, but serving it runs nothing of the application.
class PlainPages {

  /// @param html in UTF-8
  /// @param policy the Content-Security-Policy, which allows only the inline style
  record Page(byte[] html, String policy) {}

  private final Map<Locale, Page> pages;

  /// @param address the chat's https origin; null if unknown
  /// @param fingerprint of the root certificate; null if there is none to install
  PlainPages(Catalogues catalogues, @Nullable String address, @Nullable String fingerprint) {
    var engine = engine(catalogues);
    this.pages =
        Languages.ALL.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    language ->
                        page(
                            engine.process(
                                "plain-port", context(language, address, fingerprint)))));
  }

  /// @param language one of [Languages#ALL]
  Page in(Locale language) {
    return Objects.requireNonNull(pages.get(language));
  }

  private static SpringTemplateEngine engine(Catalogues catalogues) {
    var templates = new ClassLoaderTemplateResolver(PlainPages.class.getClassLoader());
    templates.setPrefix("templates/");
    templates.setSuffix(".html");
    templates.setCharacterEncoding("UTF-8");
    var engine = new SpringTemplateEngine();
    engine.setTemplateResolver(templates);
    engine.setTemplateEngineMessageSource(catalogues);
    return engine;
  }

  private static Context context(
      Locale language, @Nullable String address, @Nullable String fingerprint) {
    var context = new Context(language);
    context.setVariable("address", address);
    context.setVariable("fingerprint", fingerprint);
    return context;
  }

  private static Page page(String html) {
    int begin = html.indexOf("<style>") + "<style>".length();
    byte[] style = html.substring(begin, html.indexOf("</style>")).getBytes(StandardCharsets.UTF_8);
    String policy =
        "default-src 'none'; style-src 'sha256-"
            + Base64Text.of(Sha256.of(style))
            + "'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
    return new Page(html.getBytes(StandardCharsets.UTF_8), policy);
  }
}
