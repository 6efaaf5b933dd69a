package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.signin.CsrfTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/// Model attributes for the head of every page: the URL of the files, and the import map of their
/// libraries.
@ControllerAdvice(assignableTypes = {Pages.class, RootCertificate.class, ErrorController.class})
class PageHead {

  private final CsrfTokens tokens;
  private final String files;
  private final String importMap;

  PageHead(PageFiles files, CsrfTokens tokens) {
    this.tokens = tokens;
    this.files = files.address();
    this.importMap =
        ModuleFiles.SPECIFIERS.entrySet().stream()
            .map(entry ->
                '"' + entry.getKey() + "\": \"" + this.files + "/webjars/" + entry.getValue() + '"')
            .collect(Collectors.joining(", ", "{\"imports\": {", "}}"));
  }

  @ModelAttribute("files")
  String files() {
    return files;
  }

  @ModelAttribute("importMap")
  String importMap() {
    return importMap;
  }

  /// The cookie that has the page's CSRF token.
  @ModelAttribute("csrfCookie")
  String csrfCookie(HttpServletRequest request) {
    return tokens.cookieName(request);
  }

  /// The import map's hash for the Content-Security-Policy, since it is inline.
  String importMapSource() {
    return "'sha256-" + Base64Text.of(Sha256.of(importMap.getBytes(StandardCharsets.UTF_8))) + "'";
  }
}
