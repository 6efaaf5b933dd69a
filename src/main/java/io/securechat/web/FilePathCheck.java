package io.securechat.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// Answers "not found" for paths that cannot be a page's file: encoded or unusual characters, names
/// that begin with a dot, and the class path's metadata. Otherwise Spring would look for the file
/// and log a warning for each such path.
///
/// Names the release of the file in a header: under another release's URL the service worker of a
/// page takes no file of this one.
///
/// @param release the digest of this release
record FilePathCheck(String release) implements HandlerInterceptor {

  private static final String RELEASE = "Release";

  private static final Pattern FILE =
      Pattern.compile(
          "/files/(?!.*(web|meta)-inf)\\w[\\w.-]*(/\\w[\\w.-]*)*/?", Pattern.CASE_INSENSITIVE);

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws NoResourceFoundException {
    String path = request.getRequestURI();
    if (!FILE.matcher(path).matches()) {
      throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), path, path);
    }
    response.setHeader(RELEASE, release);
    return true;
  }
}
