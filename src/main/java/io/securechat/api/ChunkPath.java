package io.securechat.api;

import java.util.regex.Pattern;

/// The paths at which chunks of files are stored (F2): their bodies are bytes, not JSON.
public final class ChunkPath {

  private static final Pattern PATH = Pattern.compile("/api/rooms/[^/]+/files/[^/]+/chunks/[^/]+");

  private ChunkPath() {}

  /// Whether this is one. The path may be one that cannot be decoded.
  public static boolean matches(String path) {
    return PATH.matcher(path).matches();
  }
}
