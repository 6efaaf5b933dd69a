package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.signin.CsrfTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Model attributes for the head of every page: the URL of the files, what a page loads at once,
/// and the import map of the libraries.
@ControllerAdvice(assignableTypes = {Pages.class, RootCertificate.class, ErrorController.class})
class PageHead {

  private final CsrfTokens tokens;
  private final String files;
  private final String importMap;
  private final Map<String, List<String>> chunks;
  private final List<String> next;
  private final Manifests manifests;
  private final boolean hasWorker;

  PageHead(PageFiles files, CsrfTokens tokens, Manifests manifests, WebSettings settings, Tls tls) {
    this.tokens = tokens;
    this.manifests = manifests;
    this.hasWorker = settings.serviceWorker();
    this.files = files.address();
    this.chunks = files.bundles().chunks();
    // With a certificate that it does not trust a browser keeps no file.
    this.next = tls.isOn() && !tls.isTrusted() ? List.of() : next(chunks);
    this.importMap =
        ModuleFiles.SPECIFIERS.entrySet().stream()
            .map(entry ->
                '"' + entry.getKey() + "\": \"" + this.files + "/webjars/" + entry.getValue() + '"')
            .collect(Collectors.joining(", ", "{\"imports\": {", "}}"));
  }

  /// What the chat needs beyond the sign-in page.
  private static List<String> next(Map<String, List<String>> chunks) {
    var here = chunks.getOrDefault("login", List.of());
    var more = chunks.getOrDefault("chat", List.of()).stream().filter(one -> !here.contains(one));
    return Stream.concat(Stream.of("pages/chat.js"), more).toList();
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
        "chunks", chunks,
        "next", next,
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
