package io.securechat.web;

import io.securechat.problems.BadSetting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The address that people type, from `secure-chat.public-url`: scheme, host and optional port.
///
/// @param host a name, or an IP address without brackets
/// @param base without a trailing slash
record PublicAddress(String host, String base) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /// @return null if nothing is set
  /// @throws BadSetting if it is not a valid address, or has a path, a user or a query
  static @Nullable PublicAddress of(@Nullable String setting) {
    if (setting == null || setting.isBlank()) {
      return null;
    }
    URI uri = parsed(setting.strip());
    if (!uri.getPath().isEmpty() && !uri.getPath().equals("/")) {
      throw new BadSetting(
          "secure-chat.public-url has the path "
              + uri.getPath()
              + ", and the chat cannot be served"
              + " below a path",
          "Give it a host name of its own, such as https://chat.example.org.");
    }
    String base = uri.getScheme().toLowerCase(java.util.Locale.ROOT) + "://" + uri.getAuthority();
    return new PublicAddress(uri.getHost().replaceAll("^\\[|]$", ""), base);
  }

  private static URI parsed(String setting) {
    try {
      var uri = new URI(setting);
      boolean good =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(java.util.Locale.ROOT))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      if (good) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the exception below.
    }
    throw new BadSetting(
        "secure-chat.public-url is not an address that a browser can open",
        "Use an address like https://chat.example.org or https://192.168.1.20:8443.");
  }
}
