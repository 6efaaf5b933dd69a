package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.signin.CsrfTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Model attributes for the head of every page: the URL of the files, and the import map of their
/// libraries.
@ControllerAdvice(assignableTypes = {Pages.class, RootCertificate.class, ErrorController.class})
class PageHead {

  private final CsrfTokens tokens;
  private final String files;
  private final String importMap;
  private final Manifests manifests;
  private final boolean hasWorker;

  PageHead(PageFiles files, CsrfTokens tokens, Manifests manifests, WebSettings settings) {
    this.tokens = tokens;
    this.manifests = manifests;
    this.hasWorker = settings.serviceWorker();
    this.files = files.address();
    this.importMap =
        ModuleFiles.SPECIFIERS.entrySet().stream()
            .map(entry ->
                '"' + entry.getKey() + "\": \"" + this.files + "/webjars/" + entry.getValue() + '"')
            .collect(Collectors.joining(", ", "{\"imports\": {", "}}"));
  }

  @ModelAttribute
  void addTo(Model model, HttpServletRequest request) {
    model.addAllAttributes(attributes(csrfCookie(request)));
  }

  /// The cookie that has the page's CSRF token.
  String csrfCookie(HttpServletRequest request) {
    return tokens.cookieName(request);
  }

  /// @param csrfCookie the cookie that has the page's CSRF token
  Map<String, Object> attributes(String csrfCookie) {
    return Map.of(
        "files", files,
        "importMap", importMap,
        "csrfCookie", csrfCookie,
        "hasWorker", hasWorker,
        // Colors of the browser's own bars around a page.
        "barsLight", manifests.light(),
        "barsDark", manifests.dark());
  }

  /// The import map's hash for the Content-Security-Policy, since it is inline.
  String importMapSource() {
    return "'sha256-" + Base64Text.of(Sha256.of(importMap.getBytes(StandardCharsets.UTF_8))) + "'";
  }
}
