package io.securechat.web;

import io.securechat.bytes.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// The pages' files as the build has joined them (decision 75): a module for each page and chunks
/// that pages share, a module for each language and for each worker, one style sheet. With them the
/// web app manifest in each language, which is made here.
final class Bundles implements ResourceResolver {

  static final String FOLDER = "bundles/";

  private static final String INDEX = FOLDER + "index.properties";
  private static final int VERSION_BYTES = 8;

  /// A manifest as a resource; its media type follows from its name.
  private static final class Manifest extends ByteArrayResource {

    private final String name;

    Manifest(String name, String text) {
      super(text.getBytes(StandardCharsets.UTF_8));
      this.name = name;
    }

    /// Unknown.
    @Override
    public long lastModified() {
      return -1;
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

  private final SortedMap<String, Manifest> manifests = new TreeMap<>();
  private final Properties index;

  Bundles(Manifests manifests) {
    try {
      this.index = PropertiesLoaderUtils.loadProperties(new ClassPathResource(INDEX));
    } catch (IOException e) {
      throw new UncheckedIOException("no bundles: run ./mvnw process-classes", e);
    }
    manifests.all().forEach((name, text) -> this.manifests.put(name, new Manifest(name, text)));
  }

  /// A digest of all files of the pages, how they are joined, the pages' templates, and the
  /// libraries' versions.
  String version() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(line("digest").getBytes(StandardCharsets.UTF_8));
    manifests.values().forEach(one -> all.writeBytes(Sha256.of(one.getByteArray())));
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray()), 0, VERSION_BYTES);
  }

  /// What each page imports, with what that imports, by the page's name: chunks such as
  /// `chunks/chunk-AB12.js`.
  Map<String, List<String>> chunks() {
    String prefix = "chunks.";
    return index.stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name.substring(prefix.length()), name -> words(name).toList()));
  }

  /// Paths of all modules and style sheets, such as `pages/chat.js`.
  Stream<String> files() {
    return words("files");
  }

  private String line(String name) {
    return index.getProperty(name, "");
  }

  private Stream<String> words(String name) {
    return Stream.of(line(name).split(" ", -1)).filter(word -> !word.isEmpty());
  }

  String worker() {
    return text("browser/shell-worker.js");
  }

  /// What takes the service worker's place where it is turned off.
  String workerOff() {
    return text("browser/shell-off-worker.js");
  }

  private static String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  /// @param path such as `pages/chat.js`
  static byte[] bytes(String path) {
    try {
      return new ClassPathResource(FOLDER + path).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    var manifest = manifests.get(path);
    return manifest == null ? chain.resolveResource(request, path, locations) : manifest;
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return manifests.containsKey(path) ? path : chain.resolveUrlPath(path, locations);
  }
}
