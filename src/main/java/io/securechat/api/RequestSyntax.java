package io.securechat.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Strict rules for request line and headers, so that handlers never see an address that cannot be
/// decoded (RFC 3986, UTF-8) or a body of an unexpected media type.
final class RequestSyntax {

  static final int OK = 0;

  private static final int MAX_PARAMETERS = 50;
  private static final Pattern NOT_IN_ADDRESSES = Pattern.compile("[^\\x21-\\x7e]|[\\\\\"<>^`{|}]");
  private static final Pattern JSON =
      Pattern.compile("application/json(;charset=(utf-8|\"utf-8\"))?");
  private static final Pattern FORM =
      Pattern.compile("application/x-www-form-urlencoded(;charset=(utf-8|\"utf-8\"))?");

  private static final String BYTES = "application/octet-stream";

  private RequestSyntax() {}

  /// Returns [#OK], or the status with which to refuse the request.
  static int check(Request request) {
    HttpURI uri = request.getHttpURI();
    var headers = request.getHeaders();
    boolean wellFormed =
        isAddress(uri.getPath())
            && isQuery(uri.getQuery())
            && saysWhere(request)
            && (hasBody(request) || isOneType(headers));
    if (!wellFormed) {
      return HttpStatus.BAD_REQUEST_400;
    }
    return hasBody(request) ? checkBody(request, headers) : OK;
  }

  private static int checkBody(Request request, HttpFields headers) {
    if (HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod())) {
      return HttpStatus.BAD_REQUEST_400;
    }
    String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
    boolean packed = encoding != null && !encoding.equalsIgnoreCase("identity");
    return packed || !isTypeOf(request.getHttpURI().getPath(), headers)
        ? HttpStatus.UNSUPPORTED_MEDIA_TYPE_415
        : OK;
  }

  /// Whether the content type has no wildcard. Without a body it means nothing, but Spring parses
  /// it in some places and throws on a wildcard.
  private static boolean isOneType(HttpFields headers) {
    return headers.getFields(HttpHeader.CONTENT_TYPE).stream()
        .noneMatch(type -> plain(type).contains("*"));
  }

  /// Whether the headers declare a body, or one came without them, as HTTP/2 allows.
  private static boolean hasBody(Request request) {
    var headers = request.getHeaders();
    String length = headers.get(HttpHeader.CONTENT_LENGTH);
    return headers.contains(HttpHeader.TRANSFER_ENCODING)
        || (length == null ? request.getLength() > 0 : !length.equals("0"));
  }

  /// Whether the media type fits the path: REST accepts JSON, and bytes for a chunk of a file; the
  /// sign-in accepts a form, a letterbox bytes, a webhook JSON or a form. Other paths read no body
  /// and accept either type, so that unknown paths answer "not found".
  private static boolean isTypeOf(@Nullable String path, HttpFields headers) {
    var given = headers.getFields(HttpHeader.CONTENT_TYPE);
    if (given.size() != 1) {
      return false;
    }
    String type = plain(given.getFirst());
    boolean json = JSON.matcher(type).matches();
    boolean form = FORM.matcher(type).matches();
    if (path != null && path.startsWith("/api/")) {
      return ChunkPath.matches(path) ? type.equals(BYTES) : json;
    }
    if (path != null && path.startsWith("/box/")) {
      return type.equals(BYTES);
    }
    return form || (json && !"/login".equals(path));
  }

  private static String plain(HttpField type) {
    String value = type.getValue();
    return value == null ? "" : value.replaceAll("\\s*;\\s*", ";").strip().toLowerCase(Locale.ROOT);
  }

  /// Whether the request names a host, which absolute URLs and upgrades need. HTTP/1.0 may omit it;
  /// only the health checks of simple load balancers do so.
  private static boolean saysWhere(Request request) {
    var version = request.getConnectionMetaData().getHttpVersion();
    if (version != HttpVersion.HTTP_1_0) {
      return true;
    }
    var headers = request.getHeaders();
    String path = request.getHttpURI().getPath();
    return !headers.contains(HttpHeader.UPGRADE)
        && (headers.contains(HttpHeader.HOST)
            || (path != null && path.startsWith("/actuator/health")));
  }

  /// Whether the path is well-formed and has no path parameters (`;`), which no route uses.
  private static boolean isAddress(@Nullable String path) {
    return path == null || (path.indexOf(';') < 0 && isEncoded(path));
  }

  private static boolean isQuery(@Nullable String query) {
    return query == null
        || (query.chars().filter(c -> c == '&').count() < MAX_PARAMETERS && isEncoded(query));
  }

  /// Whether each `%` begins a pair of hexadecimal digits, and the decoded text is valid UTF-8.
  private static boolean isEncoded(String text) {
    if (NOT_IN_ADDRESSES.matcher(text).find()) {
      return false;
    }
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        bytes.put((byte) text.charAt(i));
        continue;
      }
      int high = digit(text, ++i);
      int low = digit(text, ++i);
      if (high < 0 || low < 0) {
        return false;
      }
      bytes.put((byte) (high << 4 | low));
    }
    return isUtf8(bytes.flip());
  }

  private static int digit(String text, int at) {
    return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
