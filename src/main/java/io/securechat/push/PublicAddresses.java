package io.securechat.push;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Tells addresses of the Internet from those of private networks, so that nobody can make the
/// server send requests into its own network (SSRF).
final class PublicAddresses {

  /// Prefixes beyond those that the JDK knows, from the special-purpose registries of the IANA:
  /// first bytes, then the number of bits.
  private static final int[][] SPECIAL_V4 = {
    {0, 0, 0, 0, 8},
    {100, 64, 0, 0, 10},
    {192, 0, 0, 0, 24},
    {192, 0, 2, 0, 24},
    {192, 88, 99, 0, 24},
    {198, 18, 0, 0, 15},
    {198, 51, 100, 0, 24},
    {203, 0, 113, 0, 24},
    {240, 0, 0, 0, 4}
  };

  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? Arrays.stream(SPECIAL_V4).noneMatch(prefix -> isIn(bytes, prefix))
        : isGlobalUnicast(bytes);
  }

  private static boolean isIn(byte[] address, int[] prefix) {
    int bits = prefix[4];
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % 8);
      if ((address[i / 8] & mask) != (prefix[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /// Within 2000::/3, and none of the prefixes that embed an IPv4 address or are for examples:
  /// 2001::/23 (Teredo among them), 2001:db8::/32 and 2002::/16 (6to4).
  private static boolean isGlobalUnicast(byte[] address) {
    int first = (address[0] & 0xff) << 8 | (address[1] & 0xff);
    int second = (address[2] & 0xff) << 8 | (address[3] & 0xff);
    boolean global = first >> 13 == 1;
    boolean special = first == 0x2002 || (first == 0x2001 && (second < 0x0200 || second == 0x0db8));
    return global && !special;
  }
}
