package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import io.securechat.signin.CsrfTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        """
        {"imports": {
          "lit": "@/lit/index.js",
          "lit/": "@/lit/",
          "lit-html": "@/lit-html/lit-html.js",
          "lit-html/": "@/lit-html/",
          "lit-element/": "@/lit-element/",
          "@lit/reactive-element": "@/lit__reactive-element/reactive-element.js",
          "@lit/reactive-element/": "@/lit__reactive-element/",
          "emojilib": "@/emojilib/dist/emoji-en-US.json",
          "i18next": "@/i18next/dist/esm/i18next.js",
          "idb": "@/idb/build/index.js",
          "marked": "@/marked/lib/marked.esm.js",
          "qr-creator": "@/qr-creator/dist/qr-creator.es6.min.js"
        }}
        """
            .replace("\"@/", '"' + this.files + "/webjars/");
  }

  @ModelAttribute("files")
  String files() {
    return files;
  }

  @ModelAttribute("importMap")
  String importMap() {
    return importMap;
  }

  /// Modules of the language's catalogue, which the page preloads in parallel.
  @ModelAttribute("catalogueParts")
  List<String> catalogueParts() {
    return Catalogues.PARTS;
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
