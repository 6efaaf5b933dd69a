package io.securechat.sessions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From where a session began. The header `User-Agent` is not kept: only names from the tables
/// below, so that whatever a client sends, nothing of it is stored or shown.
///
/// @param browser such as `Firefox`; empty if the tables do not know it
/// @param system such as `Linux`; empty if the tables do not know it
/// @param address the network address at sign-in, at most 64 characters; empty if not known
public record Device(String browser, String system, String address) {

  /// Nothing is known.
  public static final Device UNKNOWN = new Device("", "", "");

  private static final int MAX_HEADER = 512;
  private static final int MAX_ADDRESS = 64;

  /// The first that occurs counts: most browsers also name those that they descend from.
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg/", "Edge"),
          Map.entry("EdgA/", "Edge"),
          Map.entry("EdgiOS/", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung Internet"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("iPhone", "iOS"),
          Map.entry("iPad", "iPadOS"),
          Map.entry("Android", "Android"),
          Map.entry("CrOS", "ChromeOS"),
          Map.entry("Windows NT", "Windows"),
          Map.entry("Macintosh", "macOS"),
          Map.entry("Linux", "Linux"));

  /// Finds the words for what a sign-in came with.
  ///
  /// @param userAgent the header `User-Agent`, of which the first 512 characters count
  public static Device of(@Nullable String userAgent, @Nullable String address) {
    String header = cut(userAgent, MAX_HEADER);
    return new Device(first(BROWSERS, header), first(SYSTEMS, header), cut(address, MAX_ADDRESS));
  }

  private static String first(List<Map.Entry<String, String>> table, String header) {
    return table.stream()
        .filter(entry -> header.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static String cut(@Nullable String text, int length) {
    return text == null ? "" : text.substring(0, Math.min(length, text.length()));
  }
}
