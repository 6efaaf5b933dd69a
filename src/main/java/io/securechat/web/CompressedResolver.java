package io.securechat.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// Resolves a file as the build has compressed it, with Brotli if the browser takes that, else with
/// gzip. Spring's resolver for both would take the one that the browser names first, and browsers
/// name gzip first without preferring it.
final class CompressedResolver implements ResourceResolver {

  private static final String BROTLI = "br";

  private final ResourceResolver brotli = resolver(BROTLI);
  private final ResourceResolver gzip = resolver("gzip");

  private static ResourceResolver resolver(String encoding) {
    var resolver = new EncodedResourceResolver();
    resolver.setContentCodings(List.of(encoding));
    return resolver;
  }

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    String accepted = request == null ? null : request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    var resolver = accepted != null && accepted.contains(BROTLI) ? brotli : gzip;
    return resolver.resolveResource(request, path, locations, chain);
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return chain.resolveUrlPath(path, locations);
  }
}
