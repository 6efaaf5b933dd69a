package io.securechat.web;

import java.time.Duration;
import org.springframework.boot.web.server.MimeMappings;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceChainRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves the files of the pages, each by itself and joined into bundles, which the build has also
/// compressed. Their URL contains a version that changes with any file, so browsers cache them
/// forever. Under another version's URL the same files are served without caching: for pages loaded
/// before an upgrade, and for nodes of different versions.
@Component
class PageFiles
    implements WebMvcConfigurer, WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

  private static final String OWN = "classpath:/static/";
  private static final String BUNDLES = "classpath:/" + Bundles.FOLDER;
  private static final String WEBJARS = "classpath:/" + ModuleFiles.LIBRARIES;
  private static final CacheControl IMMUTABLE =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
  private static final CacheControl REVALIDATED = CacheControl.noCache();

  private final Bundles bundles;
  private final String version;
  private final String address;

  PageFiles(Manifests manifests) {
    this.bundles = new Bundles(manifests);
    this.version = bundles.version();
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
    serve(registry, address + "/**", OWN, IMMUTABLE);
    serve(registry, address + "/bundles/**", BUNDLES, IMMUTABLE)
        .addResolver(bundles)
        .addResolver(new CompressedResolver());
    serve(registry, "/files/*/bundles/**", BUNDLES, REVALIDATED)
        .addResolver(new PrefixStrippingResolver("/bundles/"))
        .addResolver(bundles)
        .addResolver(new CompressedResolver());
    serve(registry, address + "/webjars/**", WEBJARS, IMMUTABLE);
    serve(registry, "/files/*/**", OWN, REVALIDATED).addResolver(new PrefixStrippingResolver("/"));
    serve(registry, "/files/*/webjars/**", WEBJARS, REVALIDATED)
        .addResolver(new PrefixStrippingResolver("/webjars/"));
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
        .setUseLastModified(remembered)
        .setCacheControl(caching)
        .resourceChain(remembered);
  }
}
