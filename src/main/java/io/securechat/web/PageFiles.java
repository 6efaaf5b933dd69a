package io.securechat.web;

import io.securechat.bytes.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.web.server.MimeMappings;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceChainRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import org.webjars.WebJarVersionLocator;

/// Serves the files of the pages, each by itself and joined into bundles. Their URL contains a
/// version that changes with any file, so browsers cache them forever. Under another version's URL
/// the same files are served without caching: for pages loaded before an upgrade, and for nodes of
/// different versions.
@Component
class PageFiles
    implements WebMvcConfigurer, WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

  private static final String OWN = "classpath:/static/";
  private static final String WEBJARS = "classpath:/META-INF/resources/webjars/";
  private static final List<String> LIBRARIES =
      List.of(
          "lit",
          "lit-html",
          "lit-element",
          "lit__reactive-element",
          "emojilib",
          "i18next",
          "idb",
          "marked",
          "qr-creator");
  private static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
  private static final CacheControl REVALIDATED = CacheControl.noCache();
  private static final int VERSION_BYTES = 8;

  private static final String TEMPLATES = "classpath:/templates/";

  private final Bundles bundles;
  private final String version;
  private final String address;

  PageFiles(Manifests manifests) throws IOException {
    this.bundles = new Bundles(manifests);
    this.version = version(bundles);
    this.address = "/files/" + version;
  }

  /// The digest of this release, which is part of the URL of all files.
  String version() {
    return version;
  }

  /// The URL prefix of the files, before a path such as `/css/app.css`.
  String address() {
    return address;
  }

  Bundles bundles() {
    return bundles;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    var libraries = new LiteWebJarsResourceResolver();
    serve(registry, address + "/**", OWN, IMMUTABLE);
    serve(registry, address + "/bundles/**", OWN, IMMUTABLE).addResolver(bundles);
    serve(registry, "/files/*/bundles/**", OWN, REVALIDATED)
        .addResolver(new PrefixStrippingResolver("/bundles/"))
        .addResolver(bundles);
    serve(registry, address + "/webjars/**", WEBJARS, IMMUTABLE).addResolver(libraries);
    serve(registry, "/files/*/**", OWN, REVALIDATED).addResolver(new PrefixStrippingResolver("/"));
    serve(registry, "/files/*/webjars/**", WEBJARS, REVALIDATED)
        .addResolver(new PrefixStrippingResolver("/webjars/"))
        .addResolver(libraries);
  }

  @Override
  public void customize(ConfigurableServletWebServerFactory factory) {
    var types = new MimeMappings();
    types.add("webmanifest", Manifests.TYPE.toString());
    factory.addMimeMappings(types);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new FilePathCheck(version)).addPathPatterns("/files/**");
  }

  private static ResourceChainRegistration serve(
      ResourceHandlerRegistry registry, String pattern, String folder, CacheControl caching) {
    // Lookups under other versions are not cached, because anyone can invent any number of them.
    boolean remembered = caching.equals(IMMUTABLE);
    return registry
        .addResourceHandler(pattern)
        .addResourceLocations(folder)
        // The jar's entries all have the same time, so it says nothing about files that may change.
        .setUseLastModified(remembered && !pattern.contains("/bundles/"))
        .setCacheControl(caching)
        .resourceChain(remembered);
  }

  /// A digest of all files, of how they are joined, of the pages' templates, and of the libraries'
  /// versions.
  private static String version(Bundles bundles) throws IOException {
    var all = new ByteArrayOutputStream();
    for (String folder : List.of(OWN, TEMPLATES)) {
      var files = new PathMatchingResourcePatternResolver().getResources(folder + "**/*.*");
      Arrays.sort(files, Comparator.comparing(PageFiles::place));
      for (var file : files) {
        all.writeBytes(Sha256.of(file.getContentAsByteArray()));
      }
    }
    all.writeBytes(bundles.digest());
    var versions = new WebJarVersionLocator();
    for (String library : LIBRARIES) {
      all.writeBytes((library + versions.version(library)).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray()), 0, VERSION_BYTES);
  }

  private static String place(Resource file) {
    try {
      return file.getURL().getPath();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
