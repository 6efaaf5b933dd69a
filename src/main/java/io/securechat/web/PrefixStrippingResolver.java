package io.securechat.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/// Resolves a resource by the part of its path after the first `mark`, ignoring what comes before.
record PrefixStrippingResolver(String mark) implements ResourceResolver {

  @Override
  public @Nullable Resource resolveResource(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    return chain.resolveResource(request, rest(path), locations);
  }

  @Override
  public @Nullable String resolveUrlPath(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return chain.resolveUrlPath(rest(path), locations);
  }

  private String rest(String path) {
    int at = path.indexOf(mark);
    return at < 0 ? path : path.substring(at + mark.length());
  }
}
