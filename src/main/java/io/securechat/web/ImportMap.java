package io.securechat.web;

import io.securechat.bytes.Base64Text;
import io.securechat.bytes.Sha256;
import java.nio.charset.StandardCharsets;

/// Where the page's modules find lit: one constant text, so that its hash can stand in the
/// Content-Security-Policy.
final class ImportMap {

  static final String JSON =
      """
      {"imports": {
        "lit": "/webjars/lit/index.js",
        "lit/": "/webjars/lit/",
        "lit-html": "/webjars/lit-html/lit-html.js",
        "lit-html/": "/webjars/lit-html/",
        "lit-element/": "/webjars/lit-element/",
        "@lit/reactive-element": "/webjars/lit__reactive-element/reactive-element.js",
        "@lit/reactive-element/": "/webjars/lit__reactive-element/",
        "qr-creator": "/webjars/qr-creator/dist/qr-creator.es6.min.js"
      }}
      """;

  static final String HASH =
      "sha256-" + Base64Text.of(Sha256.of(JSON.getBytes(StandardCharsets.UTF_8)));

  private ImportMap() {}
}
