package io.securechat.edge;

import io.securechat.problems.BadSetting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Trusted proxies from `secure-chat.proxy`: IP addresses, networks in CIDR notation (RFC 4632, RFC
/// 4291) and host names, separated by commas. Names are resolved every ten seconds, since
/// containers change their addresses; a name that cannot be resolved keeps its last addresses.
@Component
public class Proxies {

  private static final Logger LOG = LoggerFactory.getLogger(Proxies.class);

  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final int IPV4_BITS = 32;

  /// The first bits of an IPv4 address that is written as an IPv6 one.
  private static final int MAPPED_BITS = 96;

  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})");

  /// A network prefix: the first `bits` bits of an address.
  private record Network(InetAddress address, int bits) {

    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] others = other.getAddress();
      if (mine.length != others.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      return Arrays.equals(mine, 0, whole, others, 0, whole)
          && (rest == 0 || (mine[whole] ^ others[whole]) >> (Byte.SIZE - rest) == 0);
    }
  }

  private final List<Network> networks = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private volatile java.util.Map<String, Set<InetAddress>> resolved = new ConcurrentHashMap<>();

  /// @param setting entries separated by commas or spaces; may be empty or null
  public Proxies(@Value("${secure-chat.proxy:}") @Nullable String setting) {
    if (setting != null) {
      for (String entry : setting.split("[,\\s]+", -1)) {
        if (!entry.isEmpty()) {
          add(entry);
        }
      }
    }
    resolve();
  }

  /// Whether no proxy is configured.
  public boolean isEmpty() {
    return networks.isEmpty() && names.isEmpty();
  }

  public boolean includes(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address))
        || resolved.values().stream().anyMatch(addresses -> addresses.contains(address));
  }

  /// Whether a literal IP address, with or without brackets, belongs to a proxy.
  public boolean includes(@Nullable String literal) {
    var address = literal == null ? null : literal(literal);
    return address != null && includes(address);
  }

  /// Parses a literal IP address; null for anything else. Never resolves names.
  public static @Nullable InetAddress literal(String text) {
    String bare = text.replaceAll("^\\[|]$", "");
    if (!bare.contains(":") && !IPV4.matcher(bare).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(bare);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private void add(String entry) {
    int slash = entry.indexOf('/');
    String written = slash < 0 ? entry : entry.substring(0, slash);
    var address = literal(written);
    if (address != null) {
      int bits = address.getAddress().length * Byte.SIZE;
      // ::ffff:10.0.0.0/120 is 10.0.0.0/24 (RFC 4291, 2.5.5.2).
      int mapped = written.contains(":") && bits == IPV4_BITS ? MAPPED_BITS : 0;
      int prefix = slash < 0 ? bits : prefix(entry, entry.substring(slash + 1)) - mapped;
      // A network of all addresses would trust everyone.
      if (prefix < 1 || prefix > bits) {
        throw bad(entry);
      }
      networks.add(new Network(address, prefix));
    } else if (NAME.matcher(entry).matches() && !NUMBERS.matcher(entry).matches()) {
      names.add(entry);
    } else {
      throw bad(entry);
    }
  }

  private static int prefix(String entry, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw bad(entry);
    }
  }

  private static BadSetting bad(String entry) {
    return new BadSetting(
        "secure-chat.proxy contains \""
            + entry
            + "\", which is not an address, network or host name",
        "Use addresses like 10.0.0.2 or fd00::2, networks like 10.0.0.0/24, or names like proxy,"
            + " separated by commas, without scheme or port.");
  }

  @Scheduled(fixedDelay = 10_000)
  void resolve() {
    resolved = names.stream().collect(Collectors.toMap(name -> name, this::addresses, (a, _) -> a));
  }

  private Set<InetAddress> addresses(String name) {
    try {
      var found = Set.copyOf(Arrays.asList(InetAddress.getAllByName(name)));
      unknown.remove(name);
      return found;
    } catch (UnknownHostException e) {
      if (unknown.add(name)) {
        LOG.warn("Cannot resolve {} from secure-chat.proxy at the moment", name);
      }
      return resolved.getOrDefault(name, Set.of());
    }
  }
}
