package io.securechat.web;

import io.securechat.bytes.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// The pages' files joined into few (decision 55): a module for each page, for each language and
/// for each worker, one style sheet, and the web app manifest in each language. With a certificate
/// that a browser does not trust it keeps no file, so that a page that is opened again asks for all
/// of them.
final class Bundles implements ResourceResolver {

  private static final List<String> MODULES =
      List.of(
          "pages/admin.js",
          "pages/chat.js",
          "pages/login.js",
          "pages/register.js",
          "pages/reset.js",
          "pages/unlock.js",
          "locale/ar.js",
          "locale/de.js",
          "locale/en.js",
          "crypto/issuing-worker.js",
          "browser/file-worker.js",
          "browser/search-worker.js");
  private static final List<String> STYLES =
      List.of(
          "css/tokens.css",
          "css/app.css",
          "css/talk.css",
          "css/trust.css",
          "css/live.css",
          "css/files.css",
          "css/search.css",
          "css/settings.css",
          "css/gate.css");

  private static final String PRINT = "css/print.css";

  /// A bundle as a resource; its media type follows from its name.
  private static final class Bundle extends ByteArrayResource {

    private final String name;

    Bundle(String name, String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
      this.name = name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  private final SortedMap<String, Bundle> all = new TreeMap<>();

  /// The service worker, and what takes its place where it is turned off.
  private final String worker;

  private final String workerOff;

  Bundles(Manifests manifests) {
    var files = new ModuleFiles();
    var modules = new ModuleBundles(files);
    for (String module : MODULES) {
      all.put(module, new Bundle(module, modules.of("js/" + module)));
    }
    var styles = new StringBuilder();
    STYLES.forEach(style -> styles.append(files.read(style)).append('\n'));
    styles.append("@media print {\n").append(files.read(PRINT)).append("}\n");
    all.put("styles.css", new Bundle("styles.css", styles.toString()));
    manifests.all().forEach((name, text) -> all.put(name, new Bundle(name, text)));
    this.worker = modules.script("js/browser/shell-worker.js");
    this.workerOff = modules.script("js/browser/shell-off-worker.js");
  }

  String worker() {
    return worker;
  }

  String workerOff() {
    return workerOff;
  }

  /// @param path such as `pages/chat.js`
  byte[] bytes(String path) {
    return Objects.requireNonNull(all.get(path), path).getByteArray();
  }

  byte[] digest() {
    var bytes = new ByteArrayOutputStream();
    all.values().forEach(bundle -> bytes.writeBytes(Sha256.of(bundle.getByteArray())));
    bytes.writeBytes(Sha256.of(worker.getBytes(StandardCharsets.UTF_8)));
    return bytes.toByteArray();
  }

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    return all.get(path);
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return all.containsKey(path) ? path : null;
  }
}
